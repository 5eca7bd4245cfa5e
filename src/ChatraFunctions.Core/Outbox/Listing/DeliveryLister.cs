using Azure.Data.Tables;
using ChatraFunctions.Orders;
using ChatraFunctions.Requests;
using ChatraFunctions.Storage;

namespace ChatraFunctions.Outbox.Listing;

/// <summary>Lists deliveries, newest first, by rows that each of them keeps for that.</summary>
public sealed class DeliveryLister(StorageAccount account, IEnumerable<OrderSourceKind> sources)
{
    private readonly TableClient _table = account.Table(TableNames.Deliveries);

    /// <summary>
    /// One call on storage; those of an order, whose keys begin with it, one for each source of orders. More where a second filter
    /// leaves little of a range: one for each 1,000 rows.
    /// </summary>
    public Task<DeliveryPage> ListAsync(DeliveryQuery query, CancellationToken cancellationToken) =>
        query.OrderId is null ? ReadAsync(query, cancellationToken) : OfOrderAsync(query, cancellationToken);

    private async Task<DeliveryPage> ReadAsync(DeliveryQuery query, CancellationToken cancellationToken)
    {
        var filter = Range(query.Prefix) + Filter(query) + (query.Position is { } position ? TableClient.CreateQueryFilter($" and RowKey gt {position.Key}") : "");
        var messages = new List<ListedDelivery>();
        await foreach (var page in _table.QueryAsync<TableEntity>(filter, query.Limit, cancellationToken: cancellationToken).AsPages())
        {
            var wanted = page.Values.Take(query.Limit - messages.Count).ToList();
            messages.AddRange(wanted.Select(ListedDelivery.Read));
            if (messages.Count == query.Limit)
                return new DeliveryPage(messages, page.ContinuationToken is null && wanted.Count == page.Values.Count ? null : new Position(query.Prefix, wanted[^1].RowKey).ToToken());
        }

        return new DeliveryPage(messages, Continuation: null);
    }

    /// <summary>An order has a few states and parcels: they fit a page.</summary>
    private async Task<DeliveryPage> OfOrderAsync(DeliveryQuery query, CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(sources.Select(source => FindAsync($"{source.Name}:{query.OrderId}:", cancellationToken)));
        var messages = found.SelectMany(deliveries => deliveries)
            .Where(delivery => (query.Status ?? delivery.Status) == delivery.Status
                && (query.CustomerId ?? delivery.CustomerId) == delivery.CustomerId
                && (query.ClientId ?? delivery.ClientId) == delivery.ClientId)
            .OrderByDescending(delivery => delivery.FirstQueuedAt)
            .ThenByDescending(delivery => delivery.Key, StringComparer.Ordinal);
        return new DeliveryPage([.. messages.Select(ListedDelivery.Of)], Continuation: null);
    }

    private async Task<List<Delivery>> FindAsync(string prefix, CancellationToken cancellationToken)
    {
        var deliveries = new List<Delivery>();
        await foreach (var row in _table.QueryAsync<TableEntity>(Range(DeliveryRow.RowKey(prefix)), cancellationToken: cancellationToken))
            deliveries.Add(DeliveryRow.Read(row));

        return deliveries;
    }

    private static string Range(string prefix) => TableClient.CreateQueryFilter(
        $"PartitionKey eq {DeliveryRow.Partition} and RowKey ge {prefix} and RowKey lt {prefix[..^1] + (char)(prefix[^1] + 1)}");

    private static string Filter(DeliveryQuery query)
    {
        var status = query.Status is { } wanted && (query.CustomerId ?? query.ClientId) is not null
            ? TableClient.CreateQueryFilter($" and Status eq {DeliveryStatusJson.NameOf(wanted)}")
            : "";
        return query.ClientId is not null && query.CustomerId is not null ? status + TableClient.CreateQueryFilter($" and ClientId eq {query.ClientId}") : status;
    }
}
