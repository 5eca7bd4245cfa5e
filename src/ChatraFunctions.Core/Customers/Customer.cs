namespace ChatraFunctions.Customers;

/// <summary>A customer of the shop, bound to a chat or not.</summary>
/// <param name="CustomerId">The shop's own id.</param>
/// <param name="ClientId">The chat that is theirs; null while they are not bound.</param>
/// <param name="Details">What the shop said about them.</param>
public sealed record Customer(string CustomerId, string? ClientId, CustomerDetails Details);
