namespace ChatraFunctions.Orders;

/// <summary>A request of a sender, verified and understood.</summary>
/// <param name="Id">32 hexadecimal digits that follow from what it says: the same request has the same id however often it arrives.</param>
/// <param name="Name">Such as <c>order.shipped</c> or <c>orders/fulfilled</c>, as the sender wrote it.</param>
/// <param name="Notices">What it says; empty where it is about something else than orders.</param>
public sealed record OrderSubmission(string Id, string Name, OrderNotices Notices)
{
    /// <summary>The sender only asks whether anybody is here.</summary>
    public bool IsPing { get; init; }
}
