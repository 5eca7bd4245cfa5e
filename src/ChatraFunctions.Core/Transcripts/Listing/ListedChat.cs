using System.Text.Json;
using Azure.Data.Tables;

namespace ChatraFunctions.Transcripts.Listing;

/// <summary>A line of a list of chats: a chat that started, or a conversation in it that finished.</summary>
/// <param name="ChatId">The chat.</param>
/// <param name="Event"><c>started</c> or <c>finished</c>.</param>
/// <param name="At">When; null for a chat of which no message is known.</param>
public sealed record ListedChat(string ChatId, string Event, DateTimeOffset? At)
{
    public string? ClientId { get; init; }

    public string? DisplayedName { get; init; }

    public string? HostName { get; init; }

    public int? MessageCount { get; init; }

    public int? OfflineMessagesCount { get; init; }

    public IReadOnlyList<ListedAgent>? Agents { get; init; }

    internal static ListedChat Read(TableEntity row)
    {
        var at = row.GetDateTimeOffset("At")!.Value;
        return new ListedChat(row.GetString("ChatId"), row.GetString("Kind") == IndexEntry.End ? "finished" : "started", at == DateTimeOffset.UnixEpoch ? null : at)
        {
            ClientId = row.GetString("ClientId"),
            DisplayedName = row.GetString("DisplayedName"),
            HostName = row.GetString("HostName"),
            MessageCount = row.GetInt32("MessageCount"),
            OfflineMessagesCount = row.GetInt32("OfflineMessagesCount"),
            Agents = row.GetString("Agents") is { } agents ? JsonSerializer.Deserialize(agents, ListJson.Default.IReadOnlyListListedAgent) : null,
        };
    }
}
