namespace ChatraFunctions.Orders.Shopify;

/// <summary>What is known of a webhook before its body is looked at.</summary>
/// <param name="Id">Follows from the body, the topic and the shop.</param>
/// <param name="Topic">Such as <c>orders/paid</c>.</param>
/// <param name="ShopDomain">Such as <c>johns-apparel.myshopify.com</c>.</param>
/// <param name="IsTest">Sent with the button "Send test notification".</param>
/// <param name="ReceivedAt">Stands for the event's own time where the body names none.</param>
internal sealed record ShopifyNotice(string Id, string Topic, string? ShopDomain, bool IsTest, DateTimeOffset ReceivedAt);
