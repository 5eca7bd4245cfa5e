using System.Text.Json;
using ChatraFunctions.Webhooks;

namespace ChatraFunctions.Orders.WooCommerce;

/// <summary>An order as WooCommerce's REST API shows it, as far as messages need it.</summary>
internal static class WooCommerceOrder
{
    /// <summary>In UTC, which the shop leaves out.</summary>
    private const string Utc = "Z";

    private const string Nobody = "0";

    /// <summary>Where the translation plugins WPML and TranslatePress keep an order's language.</summary>
    private static readonly string[] LocaleKeys = ["wpml_language", "trp_language"];

    public static DateTimeOffset? CreatedAt(JsonElement order) => order.Time("date_created_gmt", Utc);

    public static OrderEvent Read(JsonElement order, string? shopDomain, Guests guests, DateTimeOffset now)
    {
        var billing = order.Find("billing");
        var customerId = order.Text("customer_id") is { } id and not Nobody ? id : null;
        return new OrderEvent
        {
            Source = WooCommerceSource.SourceName,
            Kind = OrderKind.Placed,
            OrderId = order.Text("id")!,
            OrderNumber = order.Text("number"),
            ShopDomain = shopDomain,
            CustomerId = customerId ?? guests.CustomerId(billing.Text("email"), billing.Text("phone")),
            IsGuest = customerId is null,
            Locale = LocaleKeys.Select(key => Meta(order, key)).FirstOrDefault(locale => locale is not null),
            Total = order.Text("total"),
            Currency = order.Text("currency"),
            OccurredAt = order.Time("date_modified_gmt", Utc) ?? CreatedAt(order) ?? now,
        };
    }

    private static string? Meta(JsonElement order, string key) =>
        order.Items("meta_data").Where(entry => entry.Text("key") == key).Select(entry => entry.Text("value")).FirstOrDefault(value => value is not null);
}
