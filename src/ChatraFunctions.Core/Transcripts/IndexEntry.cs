using Azure.Data.Tables;
using ChatraFunctions.Storage;

namespace ChatraFunctions.Transcripts;

/// <summary>
/// One row of <c>ChatIndex</c>. It holds nothing that may change, so that it is only ever there or not: a start points to its chat,
/// an end says what its one transcript said. The kind stands in the key, since a chat may end in the very millisecond it starts in,
/// and the one row must not go with the other.
/// </summary>
/// <param name="Partition"><c>day:{yyyyMMdd}</c> (UTC) or <c>client:{clientId}</c>.</param>
/// <param name="RowKey">See <see cref="IndexKeys"/>.</param>
/// <param name="Kind"><c>start</c> of the chat, or <c>end</c> of a session.</param>
/// <param name="At">Milliseconds since 1970; the later, the earlier in the partition.</param>
/// <param name="ChatId">The chat that it points to.</param>
/// <param name="Summary">Of an end.</param>
internal sealed record IndexEntry(string Partition, string RowKey, string Kind, long At, string ChatId, SessionSummary? Summary = null)
{
    public const string Start = "start";
    public const string End = "end";

    public bool IsOfDay => Partition.StartsWith(IndexKeys.Days, StringComparison.Ordinal);

    /// <summary>
    /// The entries of a chat's start. A client's chat without a message stands at the end of its partition until one comes; a client
    /// id that no key can hold has no partition.
    /// </summary>
    public static IEnumerable<IndexEntry> OfStart(string chatId, IndexPlace place)
    {
        if (place.StartedAt is { } startedAt)
            yield return new IndexEntry(IndexKeys.Day(startedAt), IndexKeys.Of(startedAt, Start, TableKey.Escape(chatId)), Start, startedAt, chatId);

        if (TableKey.Fits(place.ClientId))
            yield return new IndexEntry(IndexKeys.Client(place.ClientId), IndexKeys.Of(place.StartedAt ?? 0, Start, TableKey.Escape(chatId)), Start, place.StartedAt ?? 0, chatId);
    }

    /// <summary>
    /// The entries of a session's end: one among all, and one for each thing that it can be looked for by. They share the day's
    /// partition, so that they are written in the same call.
    /// </summary>
    public static IReadOnlyList<IndexEntry> OfEnd(string chatId, long finishedAt, SessionSummary summary)
    {
        var end = new IndexEntry(IndexKeys.Day(finishedAt), IndexKeys.Of(finishedAt, End, summary.EventId), End, finishedAt, chatId, summary);
        return [end, .. IndexKeys.FacetsOf(summary).Select(facet => end with { RowKey = facet + IndexKeys.Of(finishedAt, End, summary.EventId) })];
    }

    public TableEntity ToRow()
    {
        var row = new TableEntity(Partition, RowKey)
        {
            ["ChatId"] = ChatId,
            ["Kind"] = Kind,
            ["At"] = DateTimeOffset.FromUnixTimeMilliseconds(At),
        };
        if (Summary is null)
            return row;

        row["ClientId"] = Summary.ClientId;
        row["DisplayedName"] = Summary.DisplayedName;
        row["HostName"] = Summary.HostName;
        row["Host"] = Summary.HostName is { } host ? IndexKeys.Folded(host) : null;
        row["MessageCount"] = Summary.MessageCount;
        row["OfflineMessagesCount"] = Summary.OfflineMessagesCount;
        row["Agents"] = Summary.Agents.Json;
        return row;
    }
}
