namespace ChatraFunctions.Orders;

/// <summary>An order event, with the id and the name that its sender gave it.</summary>
/// <param name="Id">Deterministic: the same event has the same id however often it arrives.</param>
/// <param name="Name">Such as <c>order.shipped</c>.</param>
/// <param name="Event">What happened.</param>
public sealed record IdentifiedOrderEvent(string Id, string Name, OrderEvent Event);
