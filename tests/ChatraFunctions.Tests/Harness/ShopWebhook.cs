using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using TestKit;

namespace ChatraFunctions.Tests.Harness;

/// <summary>Webhooks of Shopify and WooCommerce: their documented bodies, signed as they sign.</summary>
internal static class ShopWebhook
{
    public const string ShopifySecret = "shpss-T7kQ2vZx9LmN4cRb";
    public const string NextShopifySecret = "shpss-W1pHs6YdE8jUf3Ga";
    public const string WooCommerceSecret = "wc-Zq5tB8nMx2KvRd7JpL";

    public static (string Name, string Value)[] Settings =>
    [
        ("Orders__Shopify__WebhookSecrets__0", ShopifySecret),
        ("Orders__Shopify__WebhookSecrets__1", NextShopifySecret),
        ("Orders__WooCommerce__WebhookSecrets__0", WooCommerceSecret),
    ];

    public static string Body(string sample, Action<JsonObject>? change = null)
    {
        var body = JsonNode.Parse(Payloads.Read($"{sample}.json"))!.AsObject();
        change?.Invoke(body);
        return body.ToJsonString();
    }

    public static Task<Answer> PostShopifyAsync(this Api api, string topic, string body, string secret = ShopifySecret) => api.SendAsync(
        "POST", "orders/shopify", body, "application/json",
        ("X-Shopify-Topic", topic), ("X-Shopify-Hmac-Sha256", Sign(secret, body)), ("X-Shopify-Shop-Domain", "johns-apparel.myshopify.com"),
        ("X-Shopify-API-Version", "2026-04"), ("X-Shopify-Webhook-Id", Guid.NewGuid().ToString()));

    public static Task<Answer> PostWooCommerceAsync(this Api api, string topic, string body, string secret = WooCommerceSecret) => api.SendAsync(
        "POST", "orders/woocommerce", body, "application/json",
        ("X-WC-Webhook-Source", "https://shop.example.com/"), ("X-WC-Webhook-Topic", topic), ("X-WC-Webhook-Signature", Sign(secret, body)),
        ("X-WC-Webhook-ID", "3"), ("X-WC-Webhook-Delivery-ID", "36e520ebabc2fa725092ff4a47acedf2"));

    public static string Sign(string secret, string body) =>
        Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body)));
}
