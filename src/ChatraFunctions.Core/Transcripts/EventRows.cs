using Azure.Data.Tables;
using ChatraFunctions.Webhooks;

namespace ChatraFunctions.Transcripts;

/// <summary>What one event says, as rows: all that it asks of the table, whatever else is there.</summary>
/// <param name="EventId">The event's id.</param>
/// <param name="Chat">What it knows of the chat.</param>
/// <param name="Rows">Its message rows and, of a transcript, its session row, by RowKey.</param>
/// <param name="MessageSpan">The first and the last instant of its messages; null where it has none.</param>
/// <param name="SessionEnd">The index entries of a transcript's session.</param>
/// <param name="SessionKey">The RowKey of a transcript's session.</param>
/// <param name="MayBeFirst">A fragment follows other events of its chat; the other two are often the first.</param>
internal sealed record EventRows(
    string EventId,
    ChatState Chat,
    IReadOnlyDictionary<string, TableEntity> Rows,
    (long First, long Last)? MessageSpan,
    IReadOnlyList<IndexEntry> SessionEnd,
    string? SessionKey,
    bool MayBeFirst)
{
    public static EventRows Of(ChatEvent chatEvent, string eventId)
    {
        var version = EventVersion.Of(chatEvent, eventId);
        var rows = new Dictionary<string, TableEntity>(StringComparer.Ordinal);

        // A message that stands twice in one event: the later one of the list.
        foreach (var message in chatEvent.Messages.Select(message => MessageRow.From(chatEvent.ChatId, message, version)))
            rows[message.RowKey] = message;

        var session = chatEvent.FinishedAt is { } finishedAt ? SessionRow.From(chatEvent, finishedAt, eventId) : null;
        if (session is not null)
            rows[session.RowKey] = session;

        return new EventRows(
            eventId,
            ChatState.Of(chatEvent, version),
            rows,
            SpanOf(chatEvent.Messages),
            session is null ? [] : IndexEntry.OfEnd(chatEvent.ChatId, chatEvent.FinishedAt!.Value, SessionSummary.Of(chatEvent, eventId)),
            session?.RowKey,
            chatEvent.Name is not EventNames.ChatFragment);
    }

    private static (long First, long Last)? SpanOf(IReadOnlyList<ChatMessage> messages) =>
        messages.Count == 0 ? null : (messages.Min(message => message.CreatedAt), messages.Max(message => message.CreatedAt));
}
