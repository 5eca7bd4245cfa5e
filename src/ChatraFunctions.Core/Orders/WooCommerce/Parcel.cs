namespace ChatraFunctions.Orders.WooCommerce;

/// <summary>A parcel that a plugin knows.</summary>
/// <param name="Id">By which parcels are told apart; null where the plugin knows only one.</param>
/// <param name="Tracking">Where it is.</param>
internal sealed record Parcel(string? Id, Tracking Tracking);
