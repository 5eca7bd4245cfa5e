using System.ComponentModel.DataAnnotations;
using ChatraFunctions.Orders.WooCommerce;

namespace ChatraFunctions.Orders;

/// <summary>Section <c>Orders</c>.</summary>
public sealed class OrderOptions
{
    public const string Section = "Orders";

    public OrderSourceOptions CloudEvents { get; set; } = new();

    public OrderSourceOptions Shopify { get; set; } = new();

    public WooCommerceOptions WooCommerce { get; set; } = new();

    /// <summary>What stands for the customer's id where an order of Shopify or WooCommerce has none.</summary>
    [EnumDataType(typeof(GuestMatch))]
    public GuestMatch MatchGuestsBy { get; set; } = GuestMatch.Nothing;

    /// <summary>
    /// For how long a parcel or a refund waits for its order, which names the customer: 4 hours unless set, for so long Shopify tries
    /// to deliver an event; 7 days at most, which is what a message in a queue can be hidden for.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "7.00:00:00")]
    public TimeSpan WaitForOrder { get; set; } = TimeSpan.FromHours(4);
}
