using Azure;
using Azure.Data.Tables;

namespace ChatraFunctions.Storage;

/// <summary>How a row of any length gets into the table in the place of the one that was found.</summary>
internal static class RowChange
{
    /// <summary>With the main row they make one full transaction. More, which is over 90 MB of one row, wait for its next change.</summary>
    private const int MaxLeftovers = 99;

    /// <summary>
    /// Units for <see cref="Transactions.Pack"/>: first the new parts, then the main row together with the removal of the parts that
    /// nobody names then. The main row is added, or replaced by its ETag: that fails for whoever did not see the last change, and
    /// so nobody's parts are removed between his writing and his naming them.
    /// </summary>
    /// <param name="row">The row to be.</param>
    /// <param name="stored">The row that was found, or null for none.</param>
    public static IEnumerable<IReadOnlyList<TableTransactionAction>> Put(TableEntity row, StoredRow? stored)
    {
        var packed = LongRow.Pack(row);
        var known = stored?.Parts ?? [];
        foreach (var part in packed.Skip(1).Where(part => !known.Contains(part.RowKey, StringComparer.Ordinal)))
            yield return [new TableTransactionAction(TableTransactionActionType.UpsertReplace, part)];

        var main = stored?.Row is { } old
            ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, packed[0], old.ETag)
            : new TableTransactionAction(TableTransactionActionType.Add, packed[0]);
        var leftovers = known.Except(packed.Select(part => part.RowKey), StringComparer.Ordinal);
        yield return [main, .. leftovers.Take(MaxLeftovers).Select(key => Delete(row.PartitionKey, key))];
    }

    private static TableTransactionAction Delete(string partitionKey, string rowKey) =>
        new(TableTransactionActionType.Delete, new TableEntity(partitionKey, rowKey), ETag.All);
}
