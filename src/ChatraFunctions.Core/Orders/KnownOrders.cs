using Azure;
using Azure.Data.Tables;
using ChatraFunctions.Storage;

namespace ChatraFunctions.Orders;

/// <summary>
/// The table <c>Orders</c>: whose an order is, and what else its events said of it. Shops leave most of it out where they tell of
/// parcels and refunds.
/// </summary>
public sealed class KnownOrders(StorageAccount account)
{
    /// <summary>The events of one order come a few at a time.</summary>
    private const int MaxTries = 20;

    private readonly TableClient _table = account.Table(TableNames.Orders);

    /// <summary>Null where no event of the order was seen.</summary>
    public async Task<StoredOrder?> FindAsync(string source, string orderId, CancellationToken cancellationToken) =>
        await FindRowAsync(OrderRow.Partition(source, orderId), cancellationToken) is { } row ? OrderRow.Read(row) : null;

    /// <summary>Keeps what is new, if anything is.</summary>
    /// <returns>The order with all that is known of it now.</returns>
    public async Task<StoredOrder> RememberAsync(OrderFacts facts, CancellationToken cancellationToken)
    {
        var partition = OrderRow.Partition(facts.Source, facts.OrderId);
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var stored = await FindRowAsync(partition, cancellationToken);
            var row = OrderRow.Merge(stored, facts);
            if (row is null)
                return OrderRow.Read(stored!);

            if (await TryWriteAsync(row, stored?.ETag, cancellationToken))
                return OrderRow.Read(row);
        }

        throw new StorageBusyException("The order's row was changed by others again and again.");
    }

    private async Task<TableEntity?> FindRowAsync(string partition, CancellationToken cancellationToken)
    {
        var row = await _table.GetEntityIfExistsAsync<TableEntity>(partition, OrderRow.RowKey, cancellationToken: cancellationToken);
        return row.HasValue ? row.Value : null;
    }

    /// <summary>False when somebody else wrote the row since it was read.</summary>
    private async Task<bool> TryWriteAsync(TableEntity row, ETag? etag, CancellationToken cancellationToken)
    {
        try
        {
            if (etag is { } read)
                await _table.UpdateEntityAsync(row, read, TableUpdateMode.Replace, cancellationToken);
            else
                await _table.AddEntityAsync(row, cancellationToken);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status is 404 or 409 or 412)
        {
            return false;
        }
    }
}
