using Azure.Data.Tables;
using ChatraFunctions.Storage;

namespace ChatraFunctions.Transcripts;

/// <summary>What is left to write of an event, next to what was found in the table. Nothing, for an event that was stored.</summary>
/// <param name="Next">The chat as it is to be.</param>
/// <param name="Units">Changes of the chat's partition, for <see cref="Transactions.Pack"/>.</param>
/// <param name="Moves">The places in the index to put right afterwards; see <see cref="TranscriptWriter"/>.</param>
/// <param name="IsRepeated">An earlier run has noted moves, and may have made some of them.</param>
internal sealed record MergePlan(ChatState Next, IReadOnlyList<IReadOnlyList<TableTransactionAction>> Units, IReadOnlyList<IndexPlace> Moves, bool IsRepeated = false)
{
    /// <param name="rows">The event.</param>
    /// <param name="stored">What was found of the rows that it may touch, by key.</param>
    /// <param name="placed">Where this run has put the chat in the index already, if it has.</param>
    public static MergePlan Of(EventRows rows, IReadOnlyDictionary<string, StoredRow> stored, IndexPlace? placed)
    {
        var found = stored.GetValueOrDefault(TranscriptKeys.Chat);
        var before = found?.Row is { } row ? ChatRow.Read(row) : null;
        var after = before?.With(rows.Chat) ?? rows.Chat;
        var mine = before?.Moving.GetValueOrDefault(rows.EventId) ?? [];
        var moves = Touched(before?.Place, after.Place, placed).Union(mine).ToList();
        if (moves.Count > 0)
            after = after with { Moving = after.Moving.SetItem(rows.EventId, moves) };

        var changed = before is null || before.Differs(after) || moves.Count > mine.Count || found!.HasLeftovers;
        var chat = changed ? RowChange.Put(ChatRow.From(after), found) : [];
        return new MergePlan(after, [.. chat, .. rows.Rows.SelectMany(pair => Change(pair.Value, stored.GetValueOrDefault(pair.Key)))], moves, IsRepeated: mine.Count > 0);
    }

    /// <summary>All of an event on the assumption that nothing of its chat is there.</summary>
    public static IEnumerable<IReadOnlyList<TableTransactionAction>> AllNew(EventRows rows) =>
        rows.Rows.Values.Prepend(ChatRow.From(rows.Chat)).SelectMany(row => RowChange.Put(row, stored: null));

    private static IEnumerable<IndexPlace> Touched(IndexPlace? before, IndexPlace after, IndexPlace? placed)
    {
        if (placed is not null && placed != after)
            yield return placed;

        if (before is not null && before != after)
            yield return before;

        if (after != (before ?? placed))
            yield return after;
    }

    /// <summary>A row is replaced by that of a later event, whole; an equal version is the row itself.</summary>
    private static IEnumerable<IReadOnlyList<TableTransactionAction>> Change(TableEntity row, StoredRow? stored)
    {
        if (stored?.Row is not { } old || string.CompareOrdinal(VersionOf(row), VersionOf(old)) > 0)
            return RowChange.Put(row, stored);

        return stored.HasLeftovers ? RowChange.Put(old, stored) : [];
    }

    private static string VersionOf(TableEntity row) => row.GetString(MessageRow.Version) ?? "";
}
