using Azure;
using Azure.Data.Tables;
using ChatraFunctions.Storage;

namespace ChatraFunctions.Orders;

/// <summary>
/// The table <c>Orders</c>: whose an order is, which states it has reached, and what else its events said of it. Shops leave most of it
/// out where they tell of parcels and refunds.
/// </summary>
public sealed class KnownOrders(StorageAccount account)
{
    /// <summary>The events of one order come a few at a time.</summary>
    private const int MaxTries = 20;

    private readonly TableClient _table = account.Table(TableNames.Orders);

    /// <summary>Null where no event of the order was seen.</summary>
    public async Task<KnownOrder?> FindAsync(string source, string orderId, CancellationToken cancellationToken) =>
        Read(await FindRowsAsync(OrderRow.Partition(source, orderId), cancellationToken));

    /// <summary>Keeps what an event says of its order alone, and returns all that is known of it now.</summary>
    public Task<KnownOrder> RememberAsync(OrderFacts facts, CancellationToken cancellationToken) => RememberAsync(facts, told: null, cancellationToken);

    /// <summary>Keeps what an event says of its order and of the state that it tells of, and returns all that is known of it now.</summary>
    public Task<KnownOrder> RememberAsync(OrderEvent told, CancellationToken cancellationToken) => RememberAsync(OrderFacts.Of(told), told, cancellationToken);

    /// <summary>
    /// Keeps what is new, if anything is. The order's own row is a part of every write, so that the writers of one order follow each
    /// other: each knows all that was written before.
    /// </summary>
    /// <returns>The order with all that is known of it now.</returns>
    private async Task<KnownOrder> RememberAsync(OrderFacts facts, OrderEvent? told, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var rows = await FindRowsAsync(OrderRow.Partition(facts.Source, facts.OrderId), cancellationToken);
            var stored = rows.GetValueOrDefault(OrderRow.RowKey);
            var state = told is null ? null : rows.GetValueOrDefault(OrderUpdateRow.RowKey(told));
            var dated = told is null ? null : OrderUpdateRow.Dated(told, state);
            var order = OrderRow.Merge(stored, dated is null ? facts : facts with { At = dated.OccurredAt });
            var update = dated is null ? null : OrderUpdateRow.Merge(state, dated);
            if (order is null && update is null)
                return Read(rows)!;

            TableEntity?[] changed = [order ?? Untouched(stored!), update];
            if (await TryWriteAsync([.. changed.OfType<TableEntity>().Select(row => Write(row, rows))], cancellationToken))
                return Read([.. rows.Values.Where(row => !Array.Exists(changed, other => other?.RowKey == row.RowKey)), .. changed.OfType<TableEntity>()]);
        }

        throw new StorageBusyException("The order's row was changed by others again and again.");
    }

    private async Task<Dictionary<string, TableEntity>> FindRowsAsync(string partition, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<string, TableEntity>(StringComparer.Ordinal);
        await foreach (var row in _table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), cancellationToken: cancellationToken))
            rows[row.RowKey] = row;
        return rows;
    }

    private static KnownOrder? Read(Dictionary<string, TableEntity> rows) => rows.ContainsKey(OrderRow.RowKey) ? Read([.. rows.Values]) : null;

    private static KnownOrder Read(IReadOnlyList<TableEntity> rows)
    {
        var updates = rows.Where(row => row.RowKey.StartsWith(OrderUpdateRow.Prefix, StringComparison.Ordinal)).Select(OrderUpdateRow.Read).ToList();
        updates.Sort(OrderUpdate.Sequence);
        return new KnownOrder(OrderRow.Read(rows.Single(row => row.RowKey == OrderRow.RowKey)), updates);
    }

    private static TableEntity Untouched(TableEntity stored)
    {
        var row = new TableEntity(stored.PartitionKey, stored.RowKey);
        foreach (var (name, value) in LongRow.ColumnsOf(stored))
            row[name] = value;
        return row;
    }

    private static TableTransactionAction Write(TableEntity row, Dictionary<string, TableEntity> stored) =>
        stored.TryGetValue(row.RowKey, out var known)
            ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, known.ETag)
            : new TableTransactionAction(TableTransactionActionType.Add, row);

    /// <summary>False when somebody else wrote one of the rows since they were read.</summary>
    private async Task<bool> TryWriteAsync(IReadOnlyList<TableTransactionAction> actions, CancellationToken cancellationToken)
    {
        try
        {
            await _table.SubmitTransactionAsync(actions, cancellationToken);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status is 404 or 409 or 412)
        {
            return false;
        }
    }
}
