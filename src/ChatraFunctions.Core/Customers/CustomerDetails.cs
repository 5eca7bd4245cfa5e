namespace ChatraFunctions.Customers;

/// <summary>What the shop knows of a customer; shown to agents by the widget, never logged.</summary>
public sealed record CustomerDetails(string? Name, string? Email, string? Phone, string? Locale, string? Notes = null)
{
    /// <summary>What <paramref name="given"/> has; the rest stays.</summary>
    public CustomerDetails With(CustomerDetails given) =>
        new(given.Name ?? Name, given.Email ?? Email, given.Phone ?? Phone, given.Locale ?? Locale, given.Notes ?? Notes);

    /// <summary>Nothing of it: all of it is personal.</summary>
    public override string ToString() => nameof(CustomerDetails);
}
