using ChatraFunctions.Outbox;

namespace ChatraFunctions.Orders;

/// <summary>What became of one state of an order.</summary>
/// <param name="Key">Where <c>GET /messages/{key}</c> says more.</param>
/// <param name="Kind">The state.</param>
/// <param name="FulfilmentId">The parcel, where it is one's.</param>
/// <param name="At">When the state was reached, by the events' own times.</param>
/// <param name="Status">Where the message stands; <c>waiting</c> while the order itself is not known.</param>
/// <param name="Reason">Why it was skipped, superseded or failed, or what it waits for.</param>
/// <param name="Text">What the customer reads; null while it waits.</param>
/// <param name="MessageId">Chatra's id, once sent.</param>
public sealed record OrderMessageView(
    string Key, OrderKind Kind, string? FulfilmentId, DateTimeOffset At, string Status, string? Reason, string? Text, string? MessageId)
{
    private const string Waiting = "waiting";
    private const string WaitsForOrder = "the order's own event, which names the customer, has not come yet";
    private const string WaitsForMessage = "the message is being written";

    public static OrderMessageView Of(OrderUpdate update, StoredOrder order, Delivery? delivery) => new(
        update.Key,
        update.Kind,
        update.FulfilmentId,
        update.ReachedAt,
        delivery is null ? Waiting : DeliveryStatusJson.NameOf(delivery.Status),
        delivery is null ? (order.IsSeen ? WaitsForMessage : WaitsForOrder) : delivery.Reason,
        delivery?.Text,
        delivery?.MessageId);
}
