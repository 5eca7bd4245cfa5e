using System.Globalization;
using Azure.Data.Tables;
using ChatraFunctions.Storage;

namespace ChatraFunctions.Transcripts;

/// <summary>
/// One row of <c>ChatIndex</c>. It holds nothing that may change, so that it is only ever there or not. The kind stands in the
/// key, since a chat may end in the very millisecond it starts in, and the one row must not go with the other.
/// </summary>
/// <param name="Partition"><c>day:{yyyyMMdd}</c> (UTC) or <c>client:{clientId}</c>.</param>
/// <param name="Kind"><c>start</c> of the chat, or <c>end</c> of a session.</param>
/// <param name="At">Milliseconds since 1970; the later, the earlier in the partition.</param>
/// <param name="ChatId">The chat that it points to.</param>
internal sealed record IndexEntry(string Partition, string Kind, long At, string ChatId)
{
    private const long Newest = 999_999_999_999_999;

    public string RowKey => string.Create(CultureInfo.InvariantCulture, $"{Newest - At:D15}-{Kind}-{TableKey.Escape(ChatId)}");

    /// <summary>
    /// The entries of a chat's start. A client's chat without a message stands at the end of its partition until one comes; a client
    /// id that no key can hold has no partition.
    /// </summary>
    public static IEnumerable<IndexEntry> OfStart(string chatId, IndexPlace place)
    {
        if (place.StartedAt is { } startedAt)
            yield return new IndexEntry(Day(startedAt), "start", startedAt, chatId);

        if (TableKey.Fits(place.ClientId))
            yield return new IndexEntry("client:" + TableKey.Escape(place.ClientId), "start", place.StartedAt ?? 0, chatId);
    }

    public static IndexEntry OfEnd(string chatId, long finishedAt) => new(Day(finishedAt), "end", finishedAt, chatId);

    public TableEntity ToRow() => new(Partition, RowKey)
    {
        ["ChatId"] = ChatId,
        ["Kind"] = Kind,
        ["At"] = DateTimeOffset.FromUnixTimeMilliseconds(At),
    };

    private static string Day(long at) =>
        string.Create(CultureInfo.InvariantCulture, $"day:{DateTimeOffset.FromUnixTimeMilliseconds(at):yyyyMMdd}");
}
