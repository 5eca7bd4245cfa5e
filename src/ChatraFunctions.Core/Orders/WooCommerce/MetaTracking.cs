using System.Text.Json;
using ChatraFunctions.Webhooks;

namespace ChatraFunctions.Orders.WooCommerce;

/// <summary>
/// Tracking numbers are not WooCommerce's own: plugins keep them in an order's <c>meta_data</c>, either as a list of parcels, or as a
/// number with company and address beside it under similar keys.
/// </summary>
internal sealed class MetaTracking(WooCommerceOptions options)
{
    private const string NumberSuffix = "number";

    private static readonly string[] Companies = ["formatted_tracking_provider", "custom_tracking_provider", "tracking_provider", "tracking_company", "carrier"];
    private static readonly string[] Links = ["formatted_tracking_link", "ast_tracking_link", "custom_tracking_link", "tracking_link", "tracking_url", "url"];
    private static readonly string[] CompanySuffixes = ["provider_name", "provider", "carrier", "company"];
    private static readonly string[] LinkSuffixes = ["url", "link"];

    private readonly string[] _keys = [.. options.EffectiveTrackingKeys];

    /// <summary>The parcels under the first key that has any.</summary>
    public IReadOnlyList<Parcel> Find(JsonElement order)
    {
        var meta = order.Items("meta_data").Where(entry => entry.Text("key") is not null).ToLookup(entry => entry.Text("key")!, entry => entry, StringComparer.Ordinal);
        return _keys.Select(key => Read(key, meta)).FirstOrDefault(parcels => parcels.Count > 0) ?? [];
    }

    private static List<Parcel> Read(string key, ILookup<string, JsonElement> meta)
    {
        var lists = meta[key].SelectMany(entry => entry.Items("value")).Where(item => item.IsObject()).ToList();
        if (lists.Count > 0)
            return Parcels(lists);

        return meta[key].Select(entry => entry.Text("value", Tracking.MaxNumberLength)).FirstOrDefault(number => number is not null) is { } single
            ? [new Parcel(null, new Tracking(single, Beside(key, meta, CompanySuffixes), Beside(key, meta, LinkSuffixes, isLink: true)))]
            : [];
    }

    private static List<Parcel> Parcels(List<JsonElement> items)
    {
        var known = items.Where(item => Number(item) is not null).ToList();
        return [.. known.Select(item => Read(item, known.Count > 1)).DistinctBy(parcel => parcel.Id)];
    }

    private static Parcel Read(JsonElement item, bool isOneOfSeveral)
    {
        var number = Number(item)!;
        var company = Companies.Select(name => item.Text(name)).FirstOrDefault(name => name is not null);
        var link = Links.Select(name => item.Url(name)).FirstOrDefault(url => url is not null);
        return new Parcel(item.Text("tracking_id") ?? (isOneOfSeveral ? number : null), new Tracking(number, company, link));
    }

    private static string? Number(JsonElement item) => item.Text("tracking_number", Tracking.MaxNumberLength);

    /// <summary>Under <c>_x_tracking_provider</c> for <c>_x_tracking_number</c>.</summary>
    private static string? Beside(string key, ILookup<string, JsonElement> meta, string[] suffixes, bool isLink = false)
    {
        if (!key.EndsWith(NumberSuffix, StringComparison.Ordinal))
            return null;

        return suffixes
            .SelectMany(suffix => meta[key[..^NumberSuffix.Length] + suffix])
            .Select(entry => isLink ? entry.Url("value") : entry.Text("value"))
            .FirstOrDefault(value => value is not null);
    }
}
