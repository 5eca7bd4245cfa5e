using Azure.Data.Tables;
using ChatraFunctions.Storage;

namespace ChatraFunctions.Erasure;

/// <summary>
/// Rows of a person in tables that have no index by person: bindings and orders. They are looked for from end to end, a few pages a
/// step, which is right for what is asked for a few times a year and would be wrong for anything else.
/// </summary>
internal sealed class PersonRows(StorageAccount account)
{
    private readonly TableClient _bindings = account.Table(TableNames.Bindings);
    private readonly TableClient _orders = account.Table(TableNames.Orders);

    /// <summary>The rows that bind somebody to the client.</summary>
    public IAsyncEnumerable<TableEntity> BindingsAsync(string clientId, CancellationToken cancellationToken) =>
        _bindings.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"ClientId eq {clientId}"), cancellationToken: cancellationToken);

    /// <summary>The rows that name the person as the one who ordered.</summary>
    public IAsyncEnumerable<TableEntity> OrdersAsync(string clientId, IEnumerable<string> customerIds, CancellationToken cancellationToken)
    {
        var conditions = customerIds.Take(10).Select(customerId => TableClient.CreateQueryFilter($"CustomerId eq {customerId}"));
        return _orders.QueryAsync<TableEntity>(string.Join(" or ", conditions.Prepend(TableClient.CreateQueryFilter($"ClientId eq {clientId}"))), cancellationToken: cancellationToken);
    }

    /// <summary>Orders with all their rows.</summary>
    public async Task<int> RemoveOrdersAsync(string clientId, IEnumerable<string> customerIds, CancellationToken cancellationToken)
    {
        var count = 0;
        await foreach (var partition in OrdersAsync(clientId, customerIds, cancellationToken).Select(row => row.PartitionKey).Distinct().WithCancellation(cancellationToken))
        {
            await _orders.RemoveAsync(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), int.MaxValue, cancellationToken);
            count++;
        }

        return count;
    }

    public async Task<int> RemoveBindingsAsync(string clientId, CancellationToken cancellationToken)
    {
        var count = 0;
        await foreach (var row in BindingsAsync(clientId, cancellationToken))
            count += await _bindings.RemoveAsync(row.PartitionKey, [row.RowKey], cancellationToken);

        return count;
    }
}
