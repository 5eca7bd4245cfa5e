using ChatraFunctions.Requests;
using ChatraFunctions.Storage;

namespace ChatraFunctions.Orders.CloudEvents;

/// <summary>
/// The data of an order event: <c>{"orderId","orderNumber"?,"fulfilmentId"?,"customerId"?,"clientId"?,"locale"?,"total"?,
/// "currency"?,"tracking"?:{"number","company"?,"url"?},"statusUrl"?}</c>. Ids and amounts may be numbers. What is optional and not as
/// expected is left out, for it must not lose the event; but a parcel that cannot be named would be told as another.
/// </summary>
internal static class OrderData
{
    private const int MaxIdLength = 400;
    private const int MaxUrlLength = 2000;

    /// <param name="data">Notes what is required and not there.</param>
    /// <param name="optional">The same fields, notes what is left out; <paramref name="data"/> itself where nothing may be.</param>
    /// <param name="source">The route's name of the source.</param>
    /// <param name="kind">What happened.</param>
    /// <param name="occurredAt">When.</param>
    public static OrderEvent Read(JsonFields data, JsonFields optional, string source, OrderKind kind, DateTimeOffset occurredAt)
    {
        var order = new OrderEvent
        {
            Source = source,
            Kind = kind,
            OccurredAt = occurredAt,
            OrderId = data.RequiredId("orderId") ?? "",
            OrderNumber = optional.OptionalId("orderNumber", MaxIdLength),
            FulfilmentId = data.OptionalId("fulfilmentId", MaxIdLength),
            CustomerId = Fitting(optional.OptionalId("customerId", MaxIdLength), optional),
            ClientId = optional.Optional("clientId", MaxIdLength),
            Locale = optional.Optional("locale", MaxIdLength),
            Total = optional.OptionalId("total", MaxIdLength),
            Currency = optional.Optional("currency", MaxIdLength),
            Tracking = ReadTracking(data, optional),
            StatusUrl = optional.Optional("statusUrl", MaxUrlLength),
        };
        if (!TableKey.Fits(order.MessageKey))
            data.Fault("orderId", $"is too long: {order.MessageKey.Length} characters with its source, kind and fulfilment");

        return order;
    }

    /// <summary>Without its number, where that is there and only too long, tracking is of no use to anybody.</summary>
    private static Tracking? ReadTracking(JsonFields data, JsonFields optional)
    {
        if (optional.OptionalObject("tracking") is not { } known)
            return null;

        var (company, url) = (known.Optional("company", MaxIdLength), known.Optional("url", MaxUrlLength));
        var isNumbered = data.OptionalObject("tracking")!.RequiredId("number") is not null;
        return isNumbered && known.OptionalId("number", Tracking.MaxNumberLength) is { } number ? new Tracking(number, company, url) : null;
    }

    /// <summary>No customer has an id that is too long for a key of a table.</summary>
    private static string? Fitting(string? customerId, JsonFields optional)
    {
        if (customerId is null || TableKey.Fits(customerId))
            return customerId;

        optional.Fault("customerId", "is too long for a key");
        return null;
    }
}
