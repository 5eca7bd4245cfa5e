using System.Text.Json.Serialization;

namespace ChatraFunctions.Orders;

/// <summary>The states of an order that a customer is told of, in the order they usually come.</summary>
[JsonConverter(typeof(OrderKindJson))]
public enum OrderKind
{
    Placed,
    Paid,
    Shipped,
    Delivered,
    Cancelled,
    Refunded,
}
