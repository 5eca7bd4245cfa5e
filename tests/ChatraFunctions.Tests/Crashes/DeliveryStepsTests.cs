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
        await Delivery.BetweenRoundsAsync();
        await rig.SendAsync(api => api.PostMessageAsync("""{"clientId":"c","text":"x","key":"x"}"""));

        rig.Switch.Record();
        await Eventually.HoldsAsync(async () => (await rig.Chatra.MessagesAsync()).Count == 2, "it is sent");
        await rig.DrainedAsync(QueueNames.Outbox, QueueNames.ChatraSend);

        rig.Switch.Recorded().ShouldBe(Delivery.Steps);
    }
}
