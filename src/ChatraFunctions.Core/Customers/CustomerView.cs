using ChatraFunctions.Outbox;

namespace ChatraFunctions.Customers;

/// <summary>The answer of <c>/customers/{customerId}</c>.</summary>
public sealed record CustomerView(
    string CustomerId,
    string? ClientId,
    string? Name,
    string? Email,
    string? Phone,
    string? Notes,
    string? Locale,
    VisitorUpdateView? Update,
    VisitorView? Visitor)
{
    public static CustomerView Of(Customer customer, Delivery? update, VisitorView? visitor = null) => new(
        customer.CustomerId,
        customer.ClientId,
        customer.Details.Name,
        customer.Details.Email,
        customer.Details.Phone,
        customer.Details.Notes,
        customer.Details.Locale,
        update is null ? null : VisitorUpdateView.Of(update),
        visitor);

    /// <summary>Names nobody: all of it is personal.</summary>
    public override string ToString() => nameof(CustomerView);
}
