using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ChatraFunctions.Core.Tests.Outbox;
using ChatraFunctions.Orders;
using ChatraFunctions.Queues;
using ChatraFunctions.Requests;
using Microsoft.AspNetCore.Http;
using TestKit;

namespace ChatraFunctions.Core.Tests.Orders;

/// <summary>Webhooks as the shops send them, signed.</summary>
internal static class ShopRequests
{
    public const string ShopifySecret = "hush-of-the-shopify-app";
    public const string WooCommerceSecret = "hush-of-the-woocommerce-webhook";
    public const string ShopDomain = "johns-apparel.myshopify.com";

    public static (string Name, string Value)[] Signed =>
        [("Orders__Shopify__WebhookSecrets__0", ShopifySecret), ("Orders__WooCommerce__WebhookSecrets__0", WooCommerceSecret)];

    public static JsonObject Payload(string name, Action<JsonObject>? change = null)
    {
        var payload = JsonNode.Parse(Payloads.Read($"{name}.json"))!.AsObject();
        change?.Invoke(payload);
        return payload;
    }

    public static HeaderDictionary ShopifyHeaders(string topic, string body, string secret = ShopifySecret) => new()
    {
        ["Content-Type"] = "application/json",
        ["X-Shopify-Topic"] = topic,
        ["X-Shopify-Hmac-Sha256"] = Sign(secret, body),
        ["X-Shopify-Shop-Domain"] = ShopDomain,
        ["X-Shopify-API-Version"] = "2026-04",
        ["X-Shopify-Webhook-Id"] = Guid.NewGuid().ToString(),
        ["X-Shopify-Triggered-At"] = "2026-03-02T14:15:00.123456789Z",
    };

    public static HeaderDictionary WooCommerceHeaders(string topic, string body, string secret = WooCommerceSecret) => new()
    {
        ["Content-Type"] = "application/json",
        ["X-WC-Webhook-Source"] = "https://shop.example.com/",
        ["X-WC-Webhook-Topic"] = topic,
        ["X-WC-Webhook-Resource"] = topic.Split('.')[0],
        ["X-WC-Webhook-Event"] = topic.Split('.')[^1],
        ["X-WC-Webhook-Signature"] = Sign(secret, body),
        ["X-WC-Webhook-ID"] = "3",
        ["X-WC-Webhook-Delivery-ID"] = "36e520ebabc2fa725092ff4a47acedf2",
    };

    public static string Sign(string secret, string body) =>
        Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body)));

    public static Task<Outcome<AcceptedEvent>> PostShopifyAsync(OutboxStack stack, string topic, JsonObject body) =>
        PostAsync(stack, "shopify", body.ToJsonString(), ShopifyHeaders(topic, body.ToJsonString()));

    public static Task<Outcome<AcceptedEvent>> PostWooCommerceAsync(OutboxStack stack, string topic, JsonObject body) =>
        PostAsync(stack, "woocommerce", body.ToJsonString(), WooCommerceHeaders(topic, body.ToJsonString()));

    public static Task<Outcome<AcceptedEvent>> PostAsync(OutboxStack stack, string source, string body, HeaderDictionary headers)
    {
        var context = new DefaultHttpContext { Request = { Method = "POST", Body = new MemoryStream(Encoding.UTF8.GetBytes(body)) } };
        foreach (var (name, value) in headers)
            context.Request.Headers[name] = value;

        return stack.Get<OrderIntake>().AcceptAsync(source, context.Request, TestContext.Current.CancellationToken);
    }

    /// <summary>What the queue trigger does, until nothing is visible any more.</summary>
    public static async Task ComposeAllAsync(OutboxStack stack)
    {
        while (await stack.TakeAllAsync(QueueNames.OrderEvents) is { Count: > 0 } messages)
        {
            foreach (var message in messages)
                await stack.Get<OrderMessageComposer>().ComposeAsync(new BinaryData(Convert.FromBase64String(message.MessageText)), TestContext.Current.CancellationToken);
        }
    }
}
