namespace ChatraFunctions.Orders;

/// <summary>Where a parcel is.</summary>
public sealed record Tracking(string Number, string? Company, string? Url);
