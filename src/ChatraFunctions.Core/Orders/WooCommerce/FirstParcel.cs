using ChatraFunctions.Outbox;

namespace ChatraFunctions.Orders.WooCommerce;

/// <summary>
/// WooCommerce orders are completed first, and plugins add their parcels afterwards, often with ids of their own. The customer has read
/// of the first one by then: its tracking goes into the message that is there, and is no message of its own.
/// </summary>
internal static class FirstParcel
{
    public static IEnumerable<OrderUpdate> Adopt(IReadOnlyList<OrderUpdate> updates, IReadOnlyDictionary<string, Delivery> deliveries)
    {
        var told = updates.FirstOrDefault(update => update is { Kind: OrderKind.Shipped, FulfilmentId: null } && IsRead(update));
        var untold = updates.Where(update => update is { Kind: OrderKind.Shipped, FulfilmentId: not null } && !deliveries.ContainsKey(update.Key)).ToList();
        var first = untold.Find(parcel => parcel.Tracking?.Number == told?.Tracking?.Number) ?? untold.FirstOrDefault();
        return told is null || first is null
            ? updates
            : updates.Where(update => update != first).Select(update => update == told ? update with { Tracking = first.Tracking } : update);

        bool IsRead(OrderUpdate update) =>
            update.Key.StartsWith(WooCommerceSource.SourceName + ":", StringComparison.Ordinal)
            && deliveries.GetValueOrDefault(update.Key) is { MessageId: not null, IsUnwanted: false };
    }
}
