using System.Text.Json;
using ChatraFunctions.Webhooks;

namespace ChatraFunctions.Orders.Shopify;

/// <summary>An order as the topics <c>orders/…</c> send it, as far as messages need it.</summary>
internal static class ShopifyOrder
{
    /// <summary>The order as placed; each topic makes its own kind and time of it.</summary>
    public static OrderEvent Read(ShopifyNotice notice, JsonElement order, string orderId, Guests guests)
    {
        var customerId = order.Find("customer").Text("id");
        var paid = order.Find("total_price_set").Find("presentment_money"); // What the customer saw, whatever currency the shop counts in.
        var isPresented = paid.Text("amount") is not null && paid.Text("currency_code") is not null;
        return Unnamed(notice, orderId) with
        {
            OrderNumber = order.Text("name") ?? order.Text("order_number"),
            CustomerId = customerId ?? guests.CustomerId(order.Text("email") ?? order.Text("contact_email"), order.Text("phone")),
            IsGuest = customerId is null, // Also what is sold over the counter.
            Locale = order.Text("customer_locale"),
            Total = isPresented ? paid.Text("amount") : order.Text("total_price"),
            Currency = isPresented ? paid.Text("currency_code") : order.Text("currency"),
            StatusUrl = order.Url("order_status_url"),
            OccurredAt = order.Time("updated_at") ?? order.Time("created_at") ?? notice.ReceivedAt,
            IsTest = notice.IsTest || order.IsTrue("test"),
        };
    }

    /// <summary>All that can be said of an order by its id.</summary>
    public static OrderEvent Unnamed(ShopifyNotice notice, string orderId) => new()
    {
        Source = ShopifySource.SourceName,
        Kind = OrderKind.Placed,
        OrderId = orderId,
        ShopDomain = notice.ShopDomain,
        OccurredAt = notice.ReceivedAt,
        IsTest = notice.IsTest,
    };
}
