namespace ChatraFunctions.Orders;

/// <summary>The kinds by the names that keys, templates and event types use.</summary>
internal static class OrderKinds
{
    public static IReadOnlyList<OrderKind> All { get; } = Enum.GetValues<OrderKind>();

    public static string Name(this OrderKind kind) => kind switch
    {
        OrderKind.Placed => "placed",
        OrderKind.Paid => "paid",
        OrderKind.Shipped => "shipped",
        OrderKind.Delivered => "delivered",
        OrderKind.Cancelled => "cancelled",
        OrderKind.Refunded => "refunded",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
