using ChatraFunctions.Requests;
using ChatraFunctions.Storage;

namespace ChatraFunctions.Orders.CloudEvents;

/// <summary>
/// The data of an order event: <c>{"orderId","orderNumber"?,"fulfilmentId"?,"customerId"?,"clientId"?,"locale"?,"total"?,
/// "currency"?,"tracking"?:{"number","company"?,"url"?},"statusUrl"?}</c>. Ids and amounts may be numbers.
/// </summary>
internal static class OrderData
{
    private const int MaxIdLength = 400;
    private const int MaxUrlLength = 2000;

    public static OrderEvent Read(JsonFields data, string source, OrderKind kind, DateTimeOffset occurredAt)
    {
        var order = new OrderEvent
        {
            Source = source,
            Kind = kind,
            OccurredAt = occurredAt,
            OrderId = data.RequiredId("orderId") ?? "",
            OrderNumber = data.OptionalId("orderNumber", MaxIdLength),
            FulfilmentId = data.OptionalId("fulfilmentId", MaxIdLength),
            CustomerId = data.OptionalId("customerId", MaxIdLength),
            ClientId = data.Optional("clientId", MaxIdLength),
            Locale = data.Optional("locale", MaxIdLength),
            Total = data.OptionalId("total", MaxIdLength),
            Currency = data.Optional("currency", MaxIdLength),
            Tracking = ReadTracking(data.OptionalObject("tracking")),
            StatusUrl = data.Optional("statusUrl", MaxUrlLength),
        };
        CheckKeys(order, data);
        return order;
    }

    private static Tracking? ReadTracking(JsonFields? tracking) => tracking is null
        ? null
        : new Tracking(tracking.RequiredId("number", Tracking.MaxNumberLength) ?? "", tracking.Optional("company", MaxIdLength), tracking.Optional("url", MaxUrlLength));

    /// <summary>What becomes a key of a table has to fit one.</summary>
    private static void CheckKeys(OrderEvent order, JsonFields data)
    {
        if (!TableKey.Fits(order.MessageKey))
            data.Fault("orderId", $"is too long: {order.MessageKey.Length} characters with its source, kind and fulfilment");

        if (order.CustomerId is not null && !TableKey.Fits(order.CustomerId))
            data.Fault("customerId", "is too long for a key");
    }
}
