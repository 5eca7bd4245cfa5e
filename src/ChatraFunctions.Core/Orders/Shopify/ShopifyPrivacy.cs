using System.Text.Json;
using ChatraFunctions.Webhooks;

namespace ChatraFunctions.Orders.Shopify;

/// <summary>The topics that an app has to take: a customer asks for their data, or for its erasure; a shop has left.</summary>
internal static class ShopifyPrivacy
{
    public static PrivacyRequest Read(ShopifyNotice notice, JsonElement body) => new(
        notice.Id,
        ShopifySource.SourceName,
        notice.Topic,
        notice.ReceivedAt,
        body.Text("shop_domain") ?? notice.ShopDomain,
        body.Find("customer").Text("id"),
        [.. body.Texts("orders_to_redact").Concat(body.Texts("orders_requested"))]);
}
