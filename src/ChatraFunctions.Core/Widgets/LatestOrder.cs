using ChatraFunctions.Orders;
using ChatraFunctions.Outbox.Listing;

namespace ChatraFunctions.Widgets;

/// <summary>
/// The order of a customer of which there was news last. Orders are stored by their own ids; their messages, sent or not, are listed by customer.
/// </summary>
internal sealed class LatestOrder(DeliveryLister messages, KnownOrders orders, IEnumerable<OrderSourceKind> sources)
{
    /// <summary>Among so many messages an order is looked for: one call on storage.</summary>
    private const int Depth = 20;

    public async Task<KnownOrder?> FindAsync(string customerId, CancellationToken cancellationToken)
    {
        var page = await messages.ListAsync(DeliveryQuery.OfCustomer(customerId, Depth), cancellationToken);
        foreach (var (source, orderId) in page.Messages.SelectMany(message => OrdersIn(message.Key)).Distinct())
        {
            // A key may be a caller's own, made to look like an order's: the order itself says whose it is.
            if (await orders.FindAsync(source, orderId, cancellationToken) is { Order: { IsTest: false, IsDeleted: false } order } known && order.CustomerId == customerId)
                return known;
        }

        return null;
    }

    /// <summary><c>{source}:{orderId}:{kind}[:{fulfilmentId}]</c>, where ids may hold colons and kinds, too.</summary>
    private IEnumerable<(string Source, string OrderId)> OrdersIn(string key)
    {
        var parts = key.Split(':');
        if (!sources.Any(source => source.Name == parts[0]))
            yield break;

        for (var at = 2; at < parts.Length; at++)
        {
            if (OrderKinds.All.Any(kind => kind.Name() == parts[at]))
                yield return (parts[0], string.Join(':', parts[1..at]));
        }
    }
}
