using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using DevTool.Demo;

namespace DevTool.Sending;

/// <summary>A body of <c>samples/</c>, made one of another order, of now, and signed.</summary>
internal sealed class SampleWebhook(SendOptions options)
{
    private static readonly Dictionary<string, string> ShopifyTopics = new()
    {
        ["placed"] = "orders/create",
        ["paid"] = "orders/paid",
        ["shipped"] = "orders/fulfilled",
        ["delivered"] = "fulfillments/update",
        ["cancelled"] = "orders/cancelled",
        ["refunded"] = "refunds/create",
    };

    private readonly DateTimeOffset _now = DateTimeOffset.UtcNow;

    public HttpRequestMessage Request(Repository repository)
    {
        var body = JsonNode.Parse(File.ReadAllText(repository.Path("samples", options.Source, $"{options.Kind}.json")))!.AsObject();
        return options.Source switch
        {
            "shopify" => Shopify(body),
            "woocommerce" => WooCommerce(body),
            _ => CloudEvent(body),
        };
    }

    private HttpRequestMessage Shopify(JsonObject body)
    {
        body[body.ContainsKey("order_id") ? "order_id" : "id"] = Id(options.Order);
        foreach (var parcel in body["fulfillments"]?.AsArray() ?? [])
            Track(parcel!.AsObject(), "order_id", Id(options.Order));

        Track(body, "order_id", null);
        if (body["customer"] is { } customer)
            (customer["id"], body["name"], body["customer_locale"]) = (Id(options.Customer), $"#{options.Order}", options.Locale ?? body["customer_locale"]?.GetValue<string>());

        Date(body, "created_at", "updated_at", "processed_at", "cancelled_at");
        var request = Post(body, "application/json", out var bytes);
        request.Headers.Add("X-Shopify-Topic", ShopifyTopics[options.Kind]);
        request.Headers.Add("X-Shopify-Shop-Domain", "johns-apparel.myshopify.com");
        request.Headers.Add("X-Shopify-API-Version", "2026-04");
        request.Headers.Add("X-Shopify-Webhook-Id", Guid.NewGuid().ToString());
        request.Headers.Add("X-Shopify-Hmac-Sha256", Sign(options.Secret ?? SampleSecrets.Shopify, bytes));
        return request;
    }

    private HttpRequestMessage WooCommerce(JsonObject body)
    {
        (body["id"], body["number"], body["customer_id"]) = (Id(options.Order), options.Order, Id(options.Customer));
        foreach (var meta in body["meta_data"]!.AsArray())
        {
            if (meta!["key"]!.GetValue<string>() == "wpml_language" && options.Locale is { } locale)
                meta["value"] = locale;
            else if (meta["value"] is JsonArray parcels && options.Tracking is { } number)
                parcels[0]!["tracking_number"] = number;
        }

        // In UTC, which the shop leaves out.
        body["date_modified_gmt"] = _now.ToString("s", CultureInfo.InvariantCulture);
        if (options.Kind == "placed")
            body["date_created_gmt"] = body["date_modified_gmt"]!.DeepClone();

        var request = Post(body, "application/json", out var bytes);
        request.Headers.Add("X-WC-Webhook-Source", "https://shop.example.com/");
        request.Headers.Add("X-WC-Webhook-Topic", options.Kind == "placed" ? "order.created" : "order.updated");
        request.Headers.Add("X-WC-Webhook-ID", "7");
        request.Headers.Add("X-WC-Webhook-Delivery-ID", Guid.NewGuid().ToString("N"));
        request.Headers.Add("X-WC-Webhook-Signature", Sign(options.Secret ?? SampleSecrets.WooCommerce, bytes));
        return request;
    }

    private HttpRequestMessage CloudEvent(JsonObject body)
    {
        var data = body["data"]!.AsObject();
        (data["orderId"], data["orderNumber"], data["customerId"]) = (options.Order, $"#{options.Order}", options.Customer);
        (body["id"], body["time"], body["subject"]) = (Guid.NewGuid().ToString(), Time(), options.Order);
        if (options.Locale is { } locale)
            data["locale"] = locale;
        if (options.Tracking is { } number && data["tracking"] is { } tracking)
            tracking["number"] = number;

        var request = Post(body, "application/cloudevents+json", out var bytes);
        new Signature(options.Secret ?? SampleSecrets.CloudEvents).Sign(request, Guid.NewGuid().ToString("N"), bytes);
        return request;
    }

    private void Track(JsonObject parcel, string reference, JsonNode? order)
    {
        if (order is not null)
        {
            parcel[reference] = order;
            Date(parcel, "updated_at");
        }

        if (options.Tracking is { } number && parcel.ContainsKey("tracking_number"))
            (parcel["tracking_number"], parcel["tracking_numbers"], parcel["tracking_url"], parcel["tracking_urls"]) = (number, new JsonArray(number), null, new JsonArray());
    }

    /// <summary>Of an order placed earlier, only the last change is now.</summary>
    private void Date(JsonObject body, params string[] names)
    {
        foreach (var name in names)
        {
            var isPast = name is "created_at" or "processed_at" && body.ContainsKey("customer") && options.Kind != "placed";
            if (body[name] is not null && !isPast)
                body[name] = Time();
        }
    }

    private string Time() => _now.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>The shops' ids are numbers; any other text is sent as such.</summary>
    private static JsonNode Id(string id) => long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : id;

    private static string Sign(string secret, byte[] body) => Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));

    private HttpRequestMessage Post(JsonObject body, string mediaType, out byte[] bytes)
    {
        bytes = Encoding.UTF8.GetBytes(body.ToJsonString());
        var request = new HttpRequestMessage(HttpMethod.Post, $"api/orders/{options.Source}") { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(mediaType, "utf-8");
        return request;
    }
}
