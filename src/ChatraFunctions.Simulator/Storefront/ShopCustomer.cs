namespace ChatraFunctions.Simulator.Storefront;

/// <summary>Somebody with an account at the shop.</summary>
internal sealed record ShopCustomer(long Id, string FirstName, string Email, string Locale)
{
    public static readonly IReadOnlyList<ShopCustomer> All =
    [
        new(42, "Jon", "jon@example.com", "en-GB"),
        new(43, "Anna", "anna@example.com", "de-AT"),
        new(44, "Chloé", "chloe@example.com", "fr-FR"),
    ];
}
