using System.Text.Json;
using ChatraFunctions.Requests;
using ChatraFunctions.Storage;
using ChatraFunctions.Webhooks;
using Microsoft.AspNetCore.Http;

namespace ChatraFunctions.Orders.Shopify;

/// <summary>
/// Shopify's webhooks (shopify.dev, "Webhooks"). They are not ordered, may come a day late, and a retry carries the first try's body.
/// </summary>
internal sealed class ShopifySource(BodySignatures signatures, Guests guests, TimeProvider time) : IOrderSource
{
    public const string SourceName = "shopify";

    private const string SignatureHeader = "X-Shopify-Hmac-Sha256";
    private const string TopicHeader = "X-Shopify-Topic";
    private const string ShopHeader = "X-Shopify-Shop-Domain";
    private const string TestHeader = "X-Shopify-Test";

    private const string NotOnItsWay = "the parcel is not on its way yet";

    public string Name => SourceName;

    public bool Accepts(HttpRequest request) => RequestBody.IsJson(request.ContentType);

    public Outcome<OrderSubmission> Read(IHeaderDictionary headers, byte[] body)
    {
        if (!signatures.CanVerify)
            return new Refusal(RefusalReason.Unauthorized, "No secret is set to verify Shopify's webhooks with: shopify-webhook-secret in the vault, or Orders__Shopify__WebhookSecrets__0.");

        if (!signatures.Verify(headers[SignatureHeader], body))
            return new Refusal(RefusalReason.Unauthorized, $"The header {SignatureHeader} does not match the body.");

        var topic = headers[TopicHeader].ToString();
        if (topic.Length == 0)
            return new Refusal(RefusalReason.Invalid, $"The header {TopicHeader} is required.");

        var id = EventId.Of(Name, headers[ShopHeader], topic, body);
        var parsed = JsonBody.ParseObject(body);
        if (parsed.IsRefused)
            return parsed.Refusal;

        using var document = parsed.Value;
        var notice = new ShopifyNotice(id, topic, headers[ShopHeader].FirstOrDefault(), headers[TestHeader] == "true", time.GetUtcNow());
        var read = Read(notice, document.RootElement);
        return read.IsRefused ? read.Refusal : new OrderSubmission(id, topic, read.Value);
    }

    /// <summary>
    /// A topic for each state; <c>orders/updated</c> comes with every touch of an order, however old, so it only says what is known of
    /// the order. Topics that are not about orders say nothing here: refusing them would make Shopify give up the subscription.
    /// </summary>
    private Outcome<OrderNotices> Read(ShopifyNotice notice, JsonElement body) => notice.Topic.ToLowerInvariant() switch
    {
        "orders/create" => Order(notice, body, order => [order with { OccurredAt = body.Time("created_at") ?? order.OccurredAt }]),
        "orders/paid" => Order(notice, body, order => [order with { Kind = OrderKind.Paid }]),
        "orders/fulfilled" or "orders/partially_fulfilled" => Order(notice, body, order => ShopifyFulfilment.AllOf(body, order), NotOnItsWay),
        "orders/cancelled" => Order(notice, body, order =>
            [order with { Kind = OrderKind.Cancelled, OccurredAt = body.Time("cancelled_at") ?? order.OccurredAt }]),
        "orders/updated" => Order(notice, body, _ => [], "only what is known of the order may have changed"),
        "orders/delete" => Deleted(notice, body),
        "fulfillments/create" or "fulfillments/update" => PartOf(notice, body, order => ShopifyFulfilment.Read(body, order), NotOnItsWay),
        "refunds/create" => PartOf(notice, body, order => ShopifyRefund.Read(body, order), "no money goes back"),
        "customers/redact" or "customers/data_request" or "shop/redact" => new OrderNotices { Privacy = ShopifyPrivacy.Read(notice, body) },
        _ => Other(notice, body),
    };

    /// <summary>What is about an order, such as <c>orders/edited</c>, leaves a note there.</summary>
    private static OrderNotices Other(ShopifyNotice notice, JsonElement body)
    {
        var orderId = body.Text("order_id") ?? body.Find("order_edit").Text("order_id")
            ?? (notice.Topic.StartsWith("orders/", StringComparison.OrdinalIgnoreCase) ? body.Text("id") : null);
        if (orderId is null || ShopifyOrder.Unnamed(notice, orderId) is var order && !TableKey.Fits(order.MessageKey))
            return new OrderNotices();

        return new OrderNotices { Orders = [Note(notice, order, "customers are not told of this topic") with { IsWhole = false }] };
    }

    /// <param name="notice">The webhook.</param>
    /// <param name="body">The order.</param>
    /// <param name="events">What it tells of.</param>
    /// <param name="silence">Why it may tell of nothing.</param>
    private Outcome<OrderNotices> Order(ShopifyNotice notice, JsonElement body, Func<OrderEvent, IEnumerable<OrderEvent>> events, string silence = "")
    {
        if (body.Text("id") is not { } orderId)
            return Missing("/id");

        var order = ShopifyOrder.Read(notice, body, orderId, guests);
        return Notices(notice, order, events(order), silence);
    }

    /// <summary>Of a parcel or a refund, Shopify names the order and no customer.</summary>
    private static Outcome<OrderNotices> PartOf(ShopifyNotice notice, JsonElement body, Func<OrderEvent, OrderEvent?> read, string silence)
    {
        if (body.Text("order_id") is not { } orderId)
            return Missing("/order_id");

        var order = ShopifyOrder.Unnamed(notice, orderId) with { AwaitsOrder = true };
        return Notices(notice, order, read(order) is { } single ? [single] : [], silence);
    }

    private static Outcome<OrderNotices> Deleted(ShopifyNotice notice, JsonElement body)
    {
        if (body.Text("id") is not { } orderId)
            return Missing("/id");

        var order = ShopifyOrder.Unnamed(notice, orderId);
        return TableKey.Fits(order.MessageKey)
            ? new OrderNotices { Orders = [Note(notice, order, "the order was deleted") with { IsWhole = false, IsDeleted = true }] }
            : TooLong();
    }

    private static Outcome<OrderNotices> Notices(ShopifyNotice notice, OrderEvent order, IEnumerable<OrderEvent> events, string silence)
    {
        IdentifiedOrderEvent[] all = [.. events.Select(each => each.WithFittingKey()).Select(each => new IdentifiedOrderEvent(EventId.Of(notice.Id, each.MessageKey), notice.Topic, each))];
        if (!TableKey.Fits(order.MessageKey) || Array.Exists(all, each => !TableKey.Fits(each.Event.MessageKey)))
            return TooLong();

        return all.Length > 0
            ? new OrderNotices { Events = all }
            : new OrderNotices { Orders = [Note(notice, order, silence)] };
    }

    private static OrderFacts Note(ShopifyNotice notice, OrderEvent order, string reason) =>
        OrderFacts.Of(order) with { State = null, Note = OrderNote.Of(notice.Topic, reason) };

    private static Refusal TooLong() => Refusal.Invalid("The order's id is too long.", [new Fault("/id", "is too long for a key")]);

    private static Refusal Missing(string pointer) =>
        Refusal.Invalid("The body is not what Shopify sends for this topic.", [new Fault(pointer, "is required: the order's id")]);
}
