namespace ChatraFunctions.Customers;

/// <summary>A customer of the shop and the chat that is theirs.</summary>
/// <param name="CustomerId">The shop's own id.</param>
/// <param name="ClientId">
/// Whoever knows it can read the chat (Chatra, "Binding chat to a user account"): random, unique, and secret to the customer.
/// </param>
/// <param name="Details">What the shop said about the customer; null when it said nothing.</param>
public sealed record Binding(string CustomerId, string ClientId, CustomerDetails? Details);
