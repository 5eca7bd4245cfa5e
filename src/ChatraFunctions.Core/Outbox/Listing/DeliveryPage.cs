namespace ChatraFunctions.Outbox.Listing;

/// <summary>The answer of <c>GET /messages</c>.</summary>
/// <param name="Messages">Newest first; a page may be short, or empty, and not be the last.</param>
/// <param name="Continuation">For the next page; null on the last one.</param>
public sealed record DeliveryPage(IReadOnlyList<ListedDelivery> Messages, string? Continuation);
