using System.Text.Json.Nodes;
using TestKit;

namespace ChatraFunctions.Tests.Crashes;

/// <summary>An event of a name that nobody knows.</summary>
public sealed class UnknownEventCrashes(AzuriteFixture azurite) : StoredEventCrashes(azurite)
{
    [Fact]
    public Task An_unknown_event_is_kept_once_wherever_the_process_dies() => ShouldStoreTheSameAsync();

    private protected override (IReadOnlyList<JsonObject>, JsonObject) Of(string chatId) =>
        ([], new JsonObject { ["eventName"] = "chatRated", ["chatId"] = chatId });

    private protected override async Task<string> ReadAsync(CrashRig rig, string chatId)
    {
        var contents = new List<string>();
        foreach (var name in await rig.Storage.BlobsAsync("unknown/chatRated/"))
            contents.Add((await rig.Storage.Container("chatra-payloads").GetBlobClient(name).DownloadContentAsync(TestContext.Current.CancellationToken)).Value.Content.ToString());

        return contents.Single(content => content.Contains(chatId, StringComparison.Ordinal)).Replace(chatId, "<chat>", StringComparison.Ordinal);
    }
}
