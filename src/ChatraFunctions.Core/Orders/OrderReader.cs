using ChatraFunctions.Customers;
using ChatraFunctions.Outbox;
using ChatraFunctions.Storage;

namespace ChatraFunctions.Orders;

/// <summary>What is known of an order, and what became of each of its events.</summary>
public sealed class OrderReader(KnownOrders orders, MessageOutbox outbox, CustomerBindings bindings)
{
    /// <summary>Null where no event of the order was seen.</summary>
    public async Task<OrderView?> FindAsync(string source, string orderId, CancellationToken cancellationToken)
    {
        var name = source.ToLowerInvariant(); // As POST /orders/{source} takes it.
        if (!TableKey.Fits($"{name}:{orderId}") || await orders.FindAsync(name, orderId, cancellationToken) is not { } known)
            return null;

        var order = known.Order;
        var deliveries = (await outbox.FindAllAsync(order.KeyPrefix, cancellationToken)).ToDictionary(delivery => delivery.Key, StringComparer.Ordinal);
        var binding = order.CustomerId is null ? null : await bindings.FindAsync(order.CustomerId, cancellationToken);
        return new OrderView(
            order.Source,
            order.OrderId,
            order.OrderNumber,
            order.ShopDomain,
            order.State,
            order.StateAt,
            new OrderCustomerView(order.CustomerId, order.ClientId ?? binding?.ClientId, order.Locale ?? binding?.Details?.Locale, order.IsGuest ? true : null),
            order.StatusUrl,
            order.IsTest ? true : null,
            order.IsDeleted ? true : null,
            [.. known.Updates.Select(update => OrderMessageView.Of(update, order, deliveries.GetValueOrDefault(update.Key)))],
            order.Notes);
    }
}
