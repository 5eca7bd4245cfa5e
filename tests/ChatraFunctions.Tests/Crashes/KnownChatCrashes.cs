using System.Text.Json.Nodes;
using ChatraFunctions.Tests.Harness;
using TestKit;

namespace ChatraFunctions.Tests.Crashes;

/// <summary>A fragment that tells of an earlier start and another client, so that the chat moves in the index.</summary>
public sealed class KnownChatCrashes(AzuriteFixture azurite) : StoredEventCrashes(azurite)
{
    [Fact]
    public Task A_chat_that_moves_in_the_index_is_found_in_one_place_wherever_the_process_dies() => ShouldStoreTheSameAsync();

    private protected override (IReadOnlyList<JsonObject>, JsonObject) Of(string chatId)
    {
        var fragment = Events.Fragment(chatId, clientId: "another client");
        fragment["messages"]![0]!["createdAt"] = 1_440_000_000_000;
        fragment["client"]!["latestVisit"]!["startedAt"] = 1_500_000_000_000;
        return ([Events.Started(chatId)], fragment);
    }
}
