using Azure.Data.Tables;

namespace ChatraFunctions.Storage;

/// <summary>Changes of one partition as few transactions: at most 100 rows and 4 MiB each, with half a MiB to spare.</summary>
internal static class Transactions
{
    public const int MaxRows = 100;

    private const int MaxBytes = 3_584 * 1024;

    /// <param name="units">Changes that stay together, in the order in which they must be done; each unit fits one transaction.</param>
    public static IEnumerable<IReadOnlyList<TableTransactionAction>> Pack(IEnumerable<IReadOnlyList<TableTransactionAction>> units)
    {
        var transaction = new List<TableTransactionAction>(MaxRows);
        var bytes = 0;
        foreach (var unit in units)
        {
            var size = unit.Sum(change => RowSize.OnTheWire((TableEntity)change.Entity));
            if (transaction.Count > 0 && (transaction.Count + unit.Count > MaxRows || bytes + size > MaxBytes))
            {
                yield return transaction;
                transaction = new List<TableTransactionAction>(MaxRows);
                bytes = 0;
            }

            transaction.AddRange(unit);
            bytes += size;
        }

        if (transaction.Count > 0)
            yield return transaction;
    }
}
