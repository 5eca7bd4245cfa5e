namespace ChatraFunctions.Orders;

/// <summary>
/// What a shop's platform asks in a customer's name. It holds ids alone: the request's e-mail address and phone number would only be
/// more to erase.
/// </summary>
/// <param name="Id">Deterministic: the same request has the same id however often it arrives.</param>
/// <param name="Source">The route's name of the platform.</param>
/// <param name="Topic">Such as <c>customers/redact</c>.</param>
/// <param name="ReceivedAt">When it was accepted.</param>
/// <param name="ShopDomain">Whose shop.</param>
/// <param name="CustomerId">Whose data; null for all of the shop.</param>
/// <param name="OrderIds">The orders it is about.</param>
public sealed record PrivacyRequest(
    string Id, string Source, string Topic, DateTimeOffset ReceivedAt, string? ShopDomain, string? CustomerId, IReadOnlyList<string> OrderIds);
