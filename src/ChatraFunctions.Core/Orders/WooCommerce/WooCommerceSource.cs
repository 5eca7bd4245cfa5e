using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ChatraFunctions.Requests;
using ChatraFunctions.Storage;
using Microsoft.AspNetCore.Http;

namespace ChatraFunctions.Orders.WooCommerce;

/// <summary>
/// WooCommerce's webhooks. They are not repeated, and after a few failures in a row the shop switches the webhook off: what can be
/// accepted at all is. There is no topic for a state; the order's <c>status</c> says it.
/// </summary>
internal sealed partial class WooCommerceSource(BodySignatures signatures, Guests guests, MetaTracking tracking, TimeProvider time) : IOrderSource
{
    public const string SourceName = "woocommerce";

    private const string SignatureHeader = "X-WC-Webhook-Signature";
    private const string TopicHeader = "X-WC-Webhook-Topic";
    private const string ShopHeader = "X-WC-Webhook-Source";

    private const string FormType = "application/x-www-form-urlencoded";
    private const string PingName = "ping";

    /// <summary>Plugins add their own; a database column holds 20.</summary>
    private const int MaxStatusLength = 40;

    private static readonly string[] Required = ["id", "status"];

    public string Name => SourceName;

    public bool Accepts(HttpRequest request) => RequestBody.IsJson(request.ContentType) || IsForm(request.ContentType);

    public Outcome<OrderSubmission> Read(IHeaderDictionary headers, byte[] body)
    {
        var topic = headers[TopicHeader].ToString();
        if (IsForm(headers.ContentType))
            return topic.Length == 0 && IsPing(body)
                ? new OrderSubmission(EventId.Of(Name, headers[ShopHeader], PingName, body), PingName, new OrderNotices()) { IsPing = true }
                : new Refusal(RefusalReason.NotJson, "The Content-Type must be application/json.");

        if (!signatures.CanVerify)
            return new Refusal(RefusalReason.Unauthorized, "No secret is set to verify WooCommerce's webhooks with: woocommerce-webhook-secret in the vault, or Orders__WooCommerce__WebhookSecrets__0.");

        if (!signatures.Verify(headers[SignatureHeader], body))
            return new Refusal(RefusalReason.Unauthorized, $"The header {SignatureHeader} does not match the body.");

        if (topic.Length == 0)
            return new Refusal(RefusalReason.Invalid, $"The header {TopicHeader} is required.");

        var id = EventId.Of(Name, headers[ShopHeader], topic, body);
        var parsed = JsonBody.ParseObject(body);
        if (parsed.IsRefused)
            return parsed.Refusal;

        using var document = parsed.Value;
        var read = Read(id, topic, Domain(headers[ShopHeader]), document.RootElement);
        return read.IsRefused ? read.Refusal : new OrderSubmission(id, topic, read.Value);
    }

    private Outcome<OrderNotices> Read(string id, string topic, string? shopDomain, JsonElement body) => topic.ToLowerInvariant() switch
    {
        "order.created" => Order(id, topic, shopDomain, body, WooCommerceStatus.OnCreation),
        "order.updated" => Order(id, topic, shopDomain, body, WooCommerceStatus.Events),
        "order.deleted" => Facts(topic, shopDomain, body, isDeleted: true),
        "order.restored" => Facts(topic, shopDomain, body, isDeleted: false),
        _ => Other(topic, shopDomain, body),
    };

    private Outcome<OrderNotices> Order(
        string id, string topic, string? shopDomain, JsonElement body, Func<JsonElement, OrderEvent, MetaTracking, IEnumerable<OrderEvent>> tell)
    {
        var faults = new List<Fault>();
        foreach (var name in Required.Where(name => body.Text(name) is null))
            faults.Add(new Fault($"/{name}", "is required"));

        if (faults.Count > 0)
            return Refusal.Invalid("The body is not an order as WooCommerce sends it.", faults);

        var order = WooCommerceOrder.Read(body, shopDomain, guests, time.GetUtcNow());
        IdentifiedOrderEvent[] events = [.. tell(body, order, tracking).Select(each => each.WithFittingKey()).Select(each => new IdentifiedOrderEvent(EventId.Of(id, each.MessageKey), topic, each))];
        if (!TableKey.Fits(order.MessageKey) || Array.Exists(events, each => !TableKey.Fits(each.Event.MessageKey)))
            return Refuse("is too long for a key");

        return events.Length > 0
            ? new OrderNotices { Events = events }
            : new OrderNotices { Orders = [OrderFacts.Of(order) with { State = null, Note = OrderNote.Of(topic, $"customers are not told of the status \"{body.Text("status", MaxStatusLength) ?? "?"}\"") }] };
    }

    /// <summary>Of products, customers, or a topic that a plugin made; one of orders leaves a note there.</summary>
    private OrderNotices Other(string topic, string? shopDomain, JsonElement body)
    {
        if (!topic.StartsWith("order.", StringComparison.OrdinalIgnoreCase) || body.Text("id") is not { } orderId || !TableKey.Fits($"{Name}:{orderId}"))
            return new OrderNotices();

        var note = OrderNote.Of(topic, "customers are not told of this topic");
        return new OrderNotices { Orders = [new OrderFacts { Source = Name, OrderId = orderId, At = time.GetUtcNow(), ShopDomain = shopDomain, Note = note }] };
    }

    /// <summary>Both by our clock: a deleted order is sent as its id alone.</summary>
    private Outcome<OrderNotices> Facts(string topic, string? shopDomain, JsonElement body, bool isDeleted)
    {
        if (body.Text("id") is not { } orderId)
            return Refuse("is required");

        if (!TableKey.Fits($"{Name}:{orderId}"))
            return Refuse("is too long for a key");

        var facts = new OrderFacts { Source = Name, OrderId = orderId, At = time.GetUtcNow(), ShopDomain = shopDomain, IsDeleted = isDeleted, Note = OrderNote.Of(topic, isDeleted ? "the order was deleted" : "the order was restored") };
        return new OrderNotices { Orders = [facts] };
    }

    private static Refusal Refuse(string reason) => Refusal.Invalid("The body is not an order as WooCommerce sends it.", [new Fault("/id", reason)]);

    private static string? Domain(string? shop) => Uri.TryCreate(shop, UriKind.Absolute, out var address) ? address.Host : null;

    private static bool IsForm(string? contentType) => contentType?.StartsWith(FormType, StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>What WooCommerce sends, unsigned, when a webhook is saved: it takes only the answer 200 for a yes.</summary>
    private static bool IsPing(byte[] body) => Ping().IsMatch(Encoding.Latin1.GetString(body));

    [GeneratedRegex(@"^webhook_id=\d{1,20}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Ping();
}
