namespace ChatraFunctions.Orders;

/// <summary>An event of an order of which customers are told nothing.</summary>
/// <param name="Event">The name that its sender gave it, such as <c>orders/updated</c>.</param>
/// <param name="Reason">Why.</param>
public sealed record OrderNote(string Event, string Reason)
{
    private const int MaxEventLength = 100;

    /// <summary>Names come in a header, of any length.</summary>
    public static OrderNote Of(string eventName, string reason) =>
        new(eventName.Length > MaxEventLength ? eventName[..MaxEventLength] : eventName, reason);
}
