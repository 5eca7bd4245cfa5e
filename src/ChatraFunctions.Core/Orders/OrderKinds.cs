namespace ChatraFunctions.Orders;

/// <summary>The kinds by the names that keys, templates and event types use.</summary>
internal static class OrderKinds
{
    public static IReadOnlyList<OrderKind> All { get; } = Enum.GetValues<OrderKind>();

    /// <summary>Null for what is no kind's name; upper and lower case are one.</summary>
    public static OrderKind? Parse(string name) =>
        All.Cast<OrderKind?>().FirstOrDefault(kind => kind!.Value.Name().Equals(name, StringComparison.OrdinalIgnoreCase));

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
