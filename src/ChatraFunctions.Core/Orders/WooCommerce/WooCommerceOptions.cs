namespace ChatraFunctions.Orders.WooCommerce;

/// <summary>Section <c>Orders__WooCommerce</c>.</summary>
public sealed class WooCommerceOptions
{
    private static readonly string[] CommonKeys =
        ["_wc_shipment_tracking_items", "_aftership_tracking_number", "_wot_tracking_number", "tracking_number"];

    /// <inheritdoc cref="OrderSourceOptions.WebhookSecrets"/>
    public IList<string> WebhookSecrets { get; } = [];

    /// <summary>
    /// Under which keys of an order's <c>meta_data</c> plugins keep tracking numbers; the first one that holds any counts. Unless set:
    /// those of the common plugins.
    /// </summary>
    public IList<string> TrackingKeys { get; } = [];

    internal IEnumerable<string> EffectiveTrackingKeys => TrackingKeys.Count > 0 ? TrackingKeys : CommonKeys;
}
