using System.Text.Json;

namespace ChatraFunctions.Orders.Shopify;

/// <summary>A parcel, in the list of an order or in a topic of its own.</summary>
internal static class ShopifyFulfilment
{
    /// <summary>The customer is told of each parcel; where none is listed, that the order was sent.</summary>
    public static IEnumerable<OrderEvent> AllOf(JsonElement order, OrderEvent told)
    {
        var fulfilments = order.Items("fulfillments").ToList();
        return fulfilments.Count == 0
            ? [told with { Kind = OrderKind.Shipped }]
            : fulfilments.Select(fulfilment => Read(fulfilment, told)).OfType<OrderEvent>();
    }

    /// <summary>Null for one that is not on its way yet. One that is cancelled does not come back: Shopify makes another of it.</summary>
    public static OrderEvent? Read(JsonElement fulfilment, OrderEvent order)
    {
        var isWithdrawn = fulfilment.Text("status") is "cancelled" or "error" or "failure";
        if (!isWithdrawn && fulfilment.Text("status") is not (null or "success"))
            return null;

        return order with
        {
            IsWithdrawn = isWithdrawn,
            Kind = !isWithdrawn && fulfilment.Text("shipment_status") == "delivered" ? OrderKind.Delivered : OrderKind.Shipped,
            FulfilmentId = fulfilment.Text("id"),
            Tracking = Tracking(fulfilment),
            OccurredAt = fulfilment.Time("updated_at") ?? fulfilment.Time("created_at") ?? order.OccurredAt,
        };
    }

    /// <summary>One parcel may have several numbers, and each property may be null.</summary>
    private static Tracking? Tracking(JsonElement fulfilment)
    {
        var numbers = Joined(fulfilment.Texts("tracking_numbers").Distinct());
        var number = numbers.Length > 0 ? numbers : fulfilment.Text("tracking_number");
        var url = fulfilment.Url("tracking_url")
            ?? fulfilment.Texts("tracking_urls").FirstOrDefault(each => each.StartsWith("http", StringComparison.OrdinalIgnoreCase));
        return number is null ? null : new Tracking(number, fulfilment.Text("tracking_company"), url);
    }

    /// <summary>As many whole numbers as fit: half of one leads nowhere.</summary>
    private static string Joined(IEnumerable<string> numbers)
    {
        var joined = "";
        foreach (var number in numbers)
        {
            var longer = joined.Length == 0 ? number : $"{joined}, {number}";
            if (longer.Length > Orders.Tracking.MaxNumberLength)
                break;

            joined = longer;
        }

        return joined;
    }
}
