namespace ChatraFunctions.Orders;

/// <summary>All that the events of an order have said so far.</summary>
/// <param name="Order">The order itself.</param>
/// <param name="Updates">The states that it has reached, in the order in which it did.</param>
public sealed record KnownOrder(StoredOrder Order, IReadOnlyList<OrderUpdate> Updates);
