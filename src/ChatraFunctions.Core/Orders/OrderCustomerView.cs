namespace ChatraFunctions.Orders;

/// <summary>An order's customer.</summary>
/// <param name="CustomerId">The shop's own id, or what stands for it in a guest's order.</param>
/// <param name="ClientId">Their chat; null while they are not bound to one.</param>
/// <param name="Locale">Their language, as the order or the binding names it.</param>
/// <param name="IsGuest">The shop says that the order has no customer of its own.</param>
public sealed record OrderCustomerView(string? CustomerId, string? ClientId, string? Locale, bool? IsGuest);
