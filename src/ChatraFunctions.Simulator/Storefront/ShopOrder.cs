using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ChatraFunctions.Simulator.Browsers;

namespace ChatraFunctions.Simulator.Storefront;

/// <summary>An order of the storefront, as Shopify tells of it: the bodies of <c>samples/shopify</c>, made this order's, of now, and signed.</summary>
internal sealed record ShopOrder(string Id, ShopCustomer Customer, DateTimeOffset PlacedAt)
{
    /// <summary>What can happen to an order, and Shopify's name for it.</summary>
    public static readonly IReadOnlyDictionary<string, string> Topics = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["placed"] = "orders/create",
        ["paid"] = "orders/paid",
        ["shipped"] = "orders/fulfilled",
        ["delivered"] = "fulfillments/update",
        ["cancelled"] = "orders/cancelled",
        ["refunded"] = "refunds/create",
    };

    // When it last changed, and when it began.
    private static readonly string[] Latest = ["updated_at", "cancelled_at"];
    private static readonly string[] First = ["created_at", "processed_at"];

    public HttpRequestMessage Event(string kind, string secret, DateTimeOffset now)
    {
        var bytes = Encoding.UTF8.GetBytes(Body(kind, now).ToJsonString());
        var request = new HttpRequestMessage(HttpMethod.Post, "api/orders/shopify") { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("X-Shopify-Topic", Topics[kind]);
        request.Headers.Add("X-Shopify-Shop-Domain", "tea.myshopify.com");
        request.Headers.Add("X-Shopify-API-Version", "2026-04");
        request.Headers.Add("X-Shopify-Webhook-Id", Guid.NewGuid().ToString());
        request.Headers.Add("X-Shopify-Hmac-Sha256", Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), bytes)));
        return request;
    }

    private JsonObject Body(string kind, DateTimeOffset now)
    {
        var body = JsonNode.Parse(Resource.Text($"shopify/{kind}.json"))!.AsObject();
        var number = long.Parse(Id, CultureInfo.InvariantCulture);
        body[body.ContainsKey("order_id") ? "order_id" : "id"] = number;
        foreach (var name in Latest.Where(name => body[name] is not null))
            body[name] = Time(now);
        foreach (var name in First.Where(name => body[name] is not null))
            body[name] = Time(body.ContainsKey("customer") ? PlacedAt : now);
        foreach (var parcel in body["fulfillments"]?.AsArray() ?? [])
            (parcel!["order_id"], parcel["updated_at"]) = (number, Time(now));
        if (body["customer"] is JsonObject customer)
        {
            (customer["id"], customer["first_name"], customer["email"]) = (Customer.Id, Customer.FirstName, Customer.Email);
            (body["name"], body["order_number"], body["email"], body["customer_locale"]) = ($"#{Id}", number, Customer.Email, Customer.Locale);
        }

        return body;
    }

    private static string Time(DateTimeOffset at) => at.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
