namespace ChatraFunctions.Orders;

/// <summary>A note in an order's row.</summary>
/// <param name="Event">The name that its sender gave it, such as <c>orders/updated</c>.</param>
/// <param name="Reason">Why customers are told nothing.</param>
/// <param name="At">When the last one of these happened, by its own time.</param>
public sealed record SeenNote(string Event, string Reason, DateTimeOffset At);
