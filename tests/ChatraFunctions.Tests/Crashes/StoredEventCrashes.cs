using System.Text.Json.Nodes;
using ChatraFunctions.Queues;
using ChatraFunctions.Tests.Harness;
using TestKit;

namespace ChatraFunctions.Tests.Crashes;

/// <summary>
/// Path one: the process dies at each step of an event's way, before and after the step took effect; the sender comes again
/// unless it was told 202. What is stored then is what a run without a death stores, to the last column.
/// </summary>
public abstract class StoredEventCrashes(AzuriteFixture azurite)
{
    /// <summary>What is there already, and then the event.</summary>
    private protected abstract (IReadOnlyList<JsonObject> Before, JsonObject Event) Of(string chatId);

    private protected async Task ShouldStoreTheSameAsync()
    {
        await using var rig = await CrashRig.StartAsync(azurite);
        var expected = "";
        var steps = await rig.StepsAsync(async () => expected = await StoreAsync(rig, rig.Switch.Record));
        steps.Count.ShouldBeGreaterThanOrEqualTo(3);

        foreach (var step in steps)
        {
            foreach (var moment in Enum.GetValues<KillSwitch.Moment>())
            {
                var stored = await StoreAsync(rig, () => rig.Switch.Arm(step, moment));
                stored.ShouldBe(expected, $"killed {moment} {step}");
                rig.Switch.Killed.IsCompleted.ShouldBeTrue();
            }
        }

        (await rig.Api.PoisonedAsync()).ShouldBe(0);
        TestContext.Current.TestOutputHelper?.WriteLine($"{steps.Count * 2} deaths at {string.Join(", ", steps)}");
    }

    private async Task<string> StoreAsync(CrashRig rig, Action begin)
    {
        var chatId = Events.NewId();
        var (before, chatEvent) = Of(chatId);
        var ids = new List<string>();
        foreach (var earlier in before)
            ids.Add(await AcceptedAsync(rig, earlier));

        await rig.DrainedAsync(QueueNames.ChatraEvents);
        begin();
        ids.Add(await AcceptedAsync(rig, chatEvent));
        if (rig.Switch.IsArmed)
            await rig.ReviveAsync();

        await rig.DrainedAsync(QueueNames.ChatraEvents);
        rig.Switch.Rest();
        return $"{await ReadAsync(rig, chatId)}\n{await rig.Storage.DumpAsync(chatId, [.. ids])}";
    }

    private static async Task<string> AcceptedAsync(CrashRig rig, JsonObject chatEvent) =>
        (await rig.SendAsync(api => api.PostWebhookAsync(chatEvent.ToJsonString()))).Json["id"]!.GetValue<string>();

    private protected virtual async Task<string> ReadAsync(CrashRig rig, string chatId) =>
        (await rig.Api.GetChatAsync(chatId)).ShouldBe(System.Net.HttpStatusCode.OK).Body.Replace(chatId, "<chat>", StringComparison.Ordinal);
}
