using System.Text.Json.Nodes;
using ChatraFunctions.Tests.Harness;
using TestKit;

namespace ChatraFunctions.Tests.Crashes;

/// <summary>A transcript that is the first of its chat, too long for a queue message and for one transaction, with a text too long for a column.</summary>
public sealed class NewChatCrashes(AzuriteFixture azurite) : StoredEventCrashes(azurite)
{
    [Fact]
    public Task A_new_chat_is_stored_whole_wherever_the_process_dies() => ShouldStoreTheSameAsync();

    private protected override (IReadOnlyList<JsonObject>, JsonObject) Of(string chatId) =>
        ([], Events.Transcript(chatId, 120, number => number == 7 ? new string('é', 50_000) : $"number {number}"));
}
