using System.Globalization;
using System.Text.Json;

namespace ChatraFunctions.Orders.WooCommerce;

/// <summary>What an order's status tells its customer. The ones that are not WooCommerce's own are those of the common tracking plugins.</summary>
internal static class WooCommerceStatus
{
    private const string CashOnDelivery = "cod";

    /// <summary>A new order is placed, whatever else it is already.</summary>
    public static IEnumerable<OrderEvent> OnCreation(JsonElement order, OrderEvent told, MetaTracking tracking)
    {
        var isOrder = Status(order) is not ("failed" or "cancelled" or "trash" or "auto-draft" or "checkout-draft");
        var placed = told with { OccurredAt = WooCommerceOrder.CreatedAt(order) ?? told.OccurredAt };
        return Events(order, told, tracking).Concat(isOrder ? [placed] : []).OrderBy(each => each.Kind);
    }

    public static IEnumerable<OrderEvent> Events(JsonElement order, OrderEvent told, MetaTracking tracking)
    {
        IEnumerable<OrderEvent> events = Status(order) switch
        {
            "processing" when order.Text("payment_method") != CashOnDelivery => [told with { Kind = OrderKind.Paid }],
            "completed" or "shipped" or "partial-shipped" => Parcels(order, told, tracking),
            "delivered" => [told with { Kind = OrderKind.Delivered }],
            "cancelled" => [told with { Kind = OrderKind.Cancelled }],
            _ => [],
        };
        return Refund(order, told) is { } refund ? events.Append(refund) : events;
    }

    private static IEnumerable<OrderEvent> Parcels(JsonElement order, OrderEvent told, MetaTracking tracking)
    {
        var shipped = told with { Kind = OrderKind.Shipped };
        var parcels = tracking.Find(order);
        return parcels.Count == 0 ? [shipped] : parcels.Select(parcel => shipped with { FulfilmentId = parcel.Id, Tracking = parcel.Tracking });
    }

    /// <summary>A refund of a part leaves the status as it is.</summary>
    private static OrderEvent? Refund(JsonElement order, OrderEvent told)
    {
        var refunds = order.Items("refunds").ToList();
        if (refunds.Count == 0)
            return Status(order) == "refunded" ? told with { Kind = OrderKind.Refunded } : null;

        var total = 0m;
        foreach (var refund in refunds)
            total += decimal.TryParse(refund.Text("total"), NumberStyles.Number, CultureInfo.InvariantCulture, out var amount) ? Math.Abs(amount) : 0;

        return told with { Kind = OrderKind.Refunded, Total = total > 0 ? total.ToString(CultureInfo.InvariantCulture) : told.Total };
    }

    /// <summary>Some plugins keep the prefix that the database has.</summary>
    private static string Status(JsonElement order)
    {
        var status = order.Text("status")!;
        return status.StartsWith("wc-", StringComparison.Ordinal) ? status[3..] : status;
    }
}
