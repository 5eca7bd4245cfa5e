using Azure;
using Azure.Data.Tables;
using ChatraFunctions.Orders;
using ChatraFunctions.Storage;

namespace ChatraFunctions.Erasure;

/// <summary>Removes orders with all their rows, and what their messages say.</summary>
internal sealed class OrderEraser(StorageAccount account, PersonRows person, DeliveryEraser deliveries, Tombstones tombstones)
{
    private readonly TableClient _orders = account.Table(TableNames.Orders);

    /// <summary>About so many orders.</summary>
    /// <returns>What was removed; whether the same has to be looked at again in a moment; and where to go on, null at the end.</returns>
    public async Task<(ErasedCounts Counts, bool IsWaiting, string? Token)> EraseAsync(ErasureStep step, int max, CancellationToken cancellationToken)
    {
        var (partitions, token) = await person.OrdersAsync(step.ClientId!, step.CustomerIds, step.Token, max, cancellationToken);
        var (counts, isWaiting) = (new ErasedCounts(), false);
        foreach (var partition in partitions)
        {
            var rows = await person.OrderAsync(partition, cancellationToken);
            if (rows.Count == 0 || (IsLater(rows, step.Before) && await tombstones.FindByIdAsync(ErasureTable.IdOfOrder(partition), cancellationToken) is null))
                continue; // Gone, or a new beginning.

            var (messages, isDone) = await deliveries.EraseAsync(rows.Select(row => row.GetString("Key")).OfType<string>(), cancellationToken);
            var isRemoved = isDone && await TryRemoveAsync(rows, cancellationToken);
            counts += new ErasedCounts(Messages: messages, Orders: isRemoved ? 1 : 0);
            isWaiting |= !isRemoved;
        }

        return (counts, isWaiting, token);
    }

    /// <summary>Whether an order is of after an instant: both by our clock, in which it was last written to, and by its events'.</summary>
    public static bool IsLater(IReadOnlyCollection<TableEntity> rows, DateTimeOffset than) => rows.Any(row => row.Timestamp > than) && LatestOf(rows) > than;

    /// <summary>The last event that left something in the rows; null where none says when it was.</summary>
    private static DateTimeOffset? LatestOf(IReadOnlyCollection<TableEntity> rows)
    {
        var columns = rows.SelectMany(LongRow.ColumnsOf).Where(column => column.Key.EndsWith(LatestFacts.AtSuffix, StringComparison.Ordinal)).Select(column => column.Value as DateTimeOffset?);
        var notes = rows.Where(row => row.RowKey == OrderRow.RowKey).SelectMany(row => OrderRow.Read(row).Notes).Select(note => (DateTimeOffset?)note.At);
        return columns.Concat(notes).Max();
    }

    /// <summary>The order's own row, a part of every write of it, goes last. False when somebody else wrote one of the rows since they were read.</summary>
    private async Task<bool> TryRemoveAsync(IEnumerable<TableEntity> rows, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var chunk in rows.OrderBy(row => row.RowKey, StringComparer.Ordinal).Chunk(Transactions.MaxRows))
                await _orders.SubmitTransactionAsync(chunk.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, row.ETag)), cancellationToken);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status is 404 or 412)
        {
            return false;
        }
    }
}
