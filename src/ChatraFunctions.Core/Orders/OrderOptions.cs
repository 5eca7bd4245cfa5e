namespace ChatraFunctions.Orders;

/// <summary>Section <c>Orders</c>.</summary>
public sealed class OrderOptions
{
    public const string Section = "Orders";

    public OrderSourceOptions CloudEvents { get; set; } = new();
}
