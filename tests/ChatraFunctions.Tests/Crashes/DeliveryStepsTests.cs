using ChatraFunctions.Queues;
using ChatraFunctions.Tests.Harness;
using TestKit;

namespace ChatraFunctions.Tests.Crashes;

/// <summary>A step that is added to a message's way must be added to those that the process dies at.</summary>
public sealed class DeliveryStepsTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task The_steps_at_which_the_process_dies_are_all_there_are()
    {
        await using var rig = await CrashRig.StartAsync(azurite);
        await rig.SendAsync(api => api.PostMessageAsync("""{"clientId":"c","text":"the first makes the ledger","key":"first"}"""));
        await rig.Api.MessageAsync("first", "sent");
        await rig.DrainedAsync(QueueNames.Outbox, QueueNames.ChatraSend);

        // A message that comes too late for its slot takes other steps: on a busy machine it may need more than one to be in time.
        List<Step> steps = [];
        for (var number = 1; number <= 8 && !steps.SequenceEqual(Delivery.Steps); number++)
            steps = await StepsOfAsync(rig, $"number {number}");

        steps.ShouldBe(Delivery.Steps);
    }

    private static async Task<List<Step>> StepsOfAsync(CrashRig rig, string key)
    {
        await Delivery.BetweenRoundsAsync();
        await rig.SendAsync(api => api.PostMessageAsync($$"""{"clientId":"c","text":"{{key}}","key":"{{key}}"}"""));
        rig.Switch.Record();
        await Eventually.HoldsAsync(async () => (await rig.Chatra.MessagesAsync()).Any(message => message.Text == key), $"{key} is sent");
        await rig.DrainedAsync(QueueNames.Outbox, QueueNames.ChatraSend);
        return rig.Switch.Recorded();
    }
}
