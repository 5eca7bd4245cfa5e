namespace ChatraFunctions.Orders;

/// <summary>Where a parcel is.</summary>
public sealed record Tracking(string Number, string? Company, string? Url)
{
    /// <summary>
    /// One parcel may have many numbers, joined. With a company of 400 characters and an address of 2,000 this still fits a column of 32,768,
    /// also where JSON takes six characters for each.
    /// </summary>
    internal const int MaxNumberLength = 2_000;
}
