using ChatraFunctions.Outbox;

namespace ChatraFunctions.Customers;

/// <summary>Whether Chatra knows what the shop said of a customer.</summary>
/// <param name="Key">Of <c>GET /messages/{key}</c>, which tells more of it, and of its retry.</param>
/// <param name="Status"><c>sent</c>, once Chatra knows it; <c>deleted</c>, where the customer was not bound any more.</param>
/// <param name="At">Since when it stands so.</param>
/// <param name="Reason">Why it failed.</param>
/// <param name="LastError">What went wrong with the last attempt.</param>
public sealed record VisitorUpdateView(string Key, DeliveryStatus Status, DateTimeOffset At, string? Reason, string? LastError)
{
    public static VisitorUpdateView Of(Delivery update) => new(update.Key, update.Status, update.History[^1].At, update.Reason, update.LastError);
}
