using System.Text;
using System.Text.Json.Nodes;
using ChatraFunctions.Orders;
using ChatraFunctions.Orders.WooCommerce;
using ChatraFunctions.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using static ChatraFunctions.Core.Tests.Orders.ShopRequests;

namespace ChatraFunctions.Core.Tests.Orders;

/// <summary>What is understood of WooCommerce's webhooks.</summary>
public sealed class WooCommerceSourceTests
{
    private static readonly DateTimeOffset Now = new(2026, 4, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void New_order_is_read_in_full() => Events("order.created", "order-created").ShouldHaveSingleItem().ShouldBe(new OrderEvent
    {
        Source = "woocommerce",
        Kind = OrderKind.Placed,
        OrderId = "727",
        OrderNumber = "727",
        ShopDomain = "shop.example.com",
        CustomerId = "26",
        Locale = "fr",
        Total = "29.35",
        Currency = "USD",
        OccurredAt = new DateTimeOffset(2026, 3, 22, 19, 28, 2, TimeSpan.Zero),
    });

    [Theory]
    [InlineData("pending", "")]
    [InlineData("on-hold", "")]
    [InlineData("failed", "")]
    [InlineData("checkout-draft", "")]
    [InlineData("trash", "")]
    [InlineData("a-plugin-s-own", "")]
    [InlineData("processing", "woocommerce:727:paid")]
    [InlineData("wc-processing", "woocommerce:727:paid")]
    [InlineData("completed", "woocommerce:727:shipped")]
    [InlineData("shipped", "woocommerce:727:shipped")]
    [InlineData("partial-shipped", "woocommerce:727:shipped")]
    [InlineData("delivered", "woocommerce:727:delivered")]
    [InlineData("cancelled", "woocommerce:727:cancelled")]
    [InlineData("refunded", "woocommerce:727:refunded")]
    public void Status_says_the_kind(string status, string keys)
    {
        var notices = Notices("order.updated", Body("order-updated-processing", order => order["status"] = status));

        string.Join(' ', notices.Events.Select(each => each.Event.MessageKey)).ShouldBe(keys);
        if (keys.Length == 0)
            notices.Orders.ShouldHaveSingleItem().ShouldSatisfyAllConditions(facts => facts.CustomerId.ShouldBe("26"), facts => facts.IsWhole.ShouldBeTrue());
    }

    [Fact]
    public void New_order_that_is_paid_already_is_both() =>
        Events("order.created", "order-updated-processing").Select(order => order.Kind).ShouldBe([OrderKind.Placed, OrderKind.Paid]);

    [Fact]
    public void New_order_that_failed_is_not_placed() => Events("order.created", "order-created", order => order["status"] = "failed").ShouldBeEmpty();

    [Fact]
    public void Cash_on_delivery_is_not_paid_when_it_is_processed() =>
        Events("order.updated", "order-updated-processing", order => order["payment_method"] = "cod").ShouldBeEmpty();

    [Fact]
    public void Time_is_the_order_s_last_change_in_utc() =>
        Events("order.updated", "order-updated-processing").Single().OccurredAt.ShouldBe(new DateTimeOffset(2026, 3, 22, 19, 28, 8, TimeSpan.Zero));

    [Fact]
    public void Each_parcel_of_a_tracking_plugin_is_a_message()
    {
        var parcels = Events("order.updated", "order-updated-completed");

        parcels.Select(parcel => (parcel.MessageKey, parcel.Tracking)).ShouldBe(
        [
            ("woocommerce:727:shipped:b5d1f3a8e0c94e0f6a0f3a7c1d2e4b60", new Tracking("94001111", "usps", null)),
            ("woocommerce:727:shipped:0c9e7f2b1a3d4c5e6f708192a3b4c5d6", new Tracking("77", "Bike courier", "https://courier.example.com/t/77")),
        ]);
    }

    [Theory]
    [InlineData("_aftership_tracking_number", "_aftership_tracking_provider_name", "_aftership_tracking_url")]
    [InlineData("_wot_tracking_number", "_wot_tracking_carrier", "_wot_tracking_link")]
    [InlineData("tracking_number", "tracking_company", "tracking_url")]
    public void Number_of_another_plugin_is_found_with_what_is_beside_it(string number, string company, string link)
    {
        var order = Events("order.updated", "order-updated-processing", body =>
        {
            body["status"] = "completed";
            body["meta_data"] = Meta((number, " T1 "), (company, "DHL"), (link, "https://t/1"));
        }).Single();

        (order.MessageKey, order.Tracking).ShouldBe(("woocommerce:727:shipped", new Tracking("T1", "DHL", "https://t/1")));
    }

    [Fact]
    public void Keys_of_the_settings_take_the_place_of_the_known_ones()
    {
        var options = new WooCommerceOptions { TrackingKeys = { "our_parcel_number", "second" } };
        var body = Body("order-updated-processing", order =>
        {
            order["status"] = "completed";
            order["meta_data"] = Meta(("tracking_number", "no"), ("second", "no"), ("our_parcel_number", "yes"), ("our_parcel_carrier", "GLS"));
        });

        Read("order.updated", body, options).Value!.Notices.Events.Single().Event.Tracking.ShouldBe(new Tracking("yes", "GLS", null));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("[null,1,[],{\"tracking_number\":null}]")]
    [InlineData("true")]
    public void Tracking_that_says_nothing_is_none(string value) => Events("order.updated", "order-updated-completed", order =>
        order["meta_data"] = new JsonArray(1, null, new JsonObject { ["key"] = 5 }, new JsonObject { ["key"] = "_wc_shipment_tracking_items", ["value"] = JsonNode.Parse(value) }))
        .Single().Tracking.ShouldBeNull();

    [Fact]
    public void Refund_of_a_part_is_told_with_its_sum_whatever_the_status()
    {
        var refund = Events("order.updated", "order-updated-refunded-in-part").Single(order => order.Kind == OrderKind.Refunded);

        (refund.MessageKey, refund.Total).ShouldBe(("woocommerce:727:refunded", "3.45"));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("null")]
    [InlineData("\"\"")]
    public void Order_of_customer_nought_is_a_guest_s(string customerId)
    {
        var order = Events("order.created", "order-created", body => body["customer_id"] = JsonNode.Parse(customerId)).Single();

        (order.IsGuest, order.CustomerId).ShouldBe((true, null));
    }

    [Fact]
    public void Guest_is_matched_by_the_configured_field()
    {
        var body = Body("order-created", order => (order["customer_id"], order["billing"]!["email"]) = (0, "John.Doe@Example.com"));
        var source = new WooCommerceSource(
            new BodySignatures([WooCommerceSecret]), new Guests(new OrderOptions { MatchGuestsBy = GuestMatch.Email }), new MetaTracking(new WooCommerceOptions()), new FakeTimeProvider(Now));

        source.Read(WooCommerceHeaders("order.created", body), Encoding.UTF8.GetBytes(body)).Value!.Notices.Events[0].Event.CustomerId.ShouldBe("john.doe@example.com");
    }

    [Theory]
    [InlineData("order.deleted", true)]
    [InlineData("order.restored", false)]
    public void Deleted_and_restored_orders_are_remembered_as_such(string topic, bool isDeleted)
    {
        var facts = Notices(topic, Body("order-deleted")).Orders.ShouldHaveSingleItem();

        (facts.OrderId, facts.IsDeleted, facts.At).ShouldBe(("727", isDeleted, Now));
    }

    [Theory]
    [InlineData("product.updated")]
    [InlineData("customer.created")]
    [InlineData("action.woocommerce_add_to_cart")]
    public void Topic_that_is_not_ours_is_accepted_and_says_nothing(string topic) => Notices(topic, """{"action":"x"}""").AreEmpty.ShouldBeTrue();

    [Theory]
    [InlineData("application/x-www-form-urlencoded", "webhook_id=3")]
    [InlineData("application/x-www-form-urlencoded; charset=UTF-8", "webhook_id=18446744073709551615")]
    public void Ping_is_one_without_a_signature(string contentType, string body)
    {
        var ping = Source().Read(new HeaderDictionary { ["Content-Type"] = contentType }, Encoding.UTF8.GetBytes(body)).Value.ShouldNotBeNull();

        (ping.IsPing, ping.Notices.AreEmpty).ShouldBe((true, true));
    }

    [Theory]
    [InlineData("webhook_id=", null)]
    [InlineData("webhook_id=x", null)]
    [InlineData("webhook_id=3&status=paid", null)]
    [InlineData("webhook_id=3\n", null)]
    [InlineData("{}", null)]
    [InlineData("webhook_id=3", "order.created")]
    public void Any_other_form_is_not_JSON(string body, string? topic)
    {
        var headers = new HeaderDictionary { ["Content-Type"] = "application/x-www-form-urlencoded", ["x-wc-webhook-topic"] = topic };

        Source().Read(headers, Encoding.UTF8.GetBytes(body)).Refusal.ShouldNotBeNull().Reason.ShouldBe(RefusalReason.NotJson);
    }

    [Fact]
    public void Ping_as_JSON_needs_a_signature_like_everything_else() =>
        Source().Read(new HeaderDictionary { ["Content-Type"] = "application/json" }, "webhook_id=3"u8.ToArray()).Refusal!.Reason.ShouldBe(RefusalReason.Unauthorized);

    [Fact]
    public void Every_missing_place_is_named()
    {
        Read("order.updated", "{}").Refusal!.Faults.Select(fault => fault.Pointer).ShouldBe(["/id", "/status"]);
        Read("order.created", """{"order":{"id":1}}""").Refusal!.Faults.Select(fault => fault.Pointer).ShouldBe(["/id", "/status"]);
        Read("order.deleted", "{}").Refusal!.Faults.Select(fault => fault.Pointer).ShouldBe(["/id"]);
        Read("order.deleted", $$"""{"id":"{{new string('#', 200)}}"}""").Refusal!.Faults.Select(fault => fault.Pointer).ShouldBe(["/id"]);
    }

    [Fact]
    public void Wrong_optional_fields_do_not_lose_the_order()
    {
        var order = Notices("order.updated", """{"id":5,"status":"processing","number":{},"billing":[],"meta_data":"x","refunds":{},"date_modified_gmt":"2026-03-22 19:28:08","customer_id":[1]}""").Events.Single().Event;

        order.ShouldBe(new OrderEvent { Source = "woocommerce", Kind = OrderKind.Paid, OrderId = "5", ShopDomain = "shop.example.com", IsGuest = true, OccurredAt = Now });
    }

    [Fact]
    public void Signature_is_asked_for_before_anything_else()
    {
        Source().Read(WooCommerceHeaders("order.updated", "not JSON", "another-secret-altogether"), "not JSON"u8.ToArray()).Refusal!.Reason.ShouldBe(RefusalReason.Unauthorized);
        Read("order.updated", "not JSON").Refusal!.Reason.ShouldBe(RefusalReason.Invalid);
        Read("", "{}").Refusal!.Reason.ShouldBe(RefusalReason.Invalid);
    }

    private static JsonArray Meta(params (string Key, string Value)[] entries) =>
        [.. entries.Select(entry => new JsonObject { ["id"] = 1, ["key"] = entry.Key, ["value"] = entry.Value })];

    private static IReadOnlyList<OrderEvent> Events(string topic, string sample, Action<JsonObject>? change = null) =>
        [.. Notices(topic, Body(sample, change)).Events.Select(each => each.Event)];

    private static OrderNotices Notices(string topic, string body) => Read(topic, body).Value.ShouldNotBeNull().Notices;

    private static Outcome<OrderSubmission> Read(string topic, string body, WooCommerceOptions? options = null) =>
        Source(options).Read(WooCommerceHeaders(topic, body), Encoding.UTF8.GetBytes(body));

    private static WooCommerceSource Source(WooCommerceOptions? options = null) =>
        new(new BodySignatures([WooCommerceSecret]), new Guests(new OrderOptions()), new MetaTracking(options ?? new WooCommerceOptions()), new FakeTimeProvider(Now));

    private static string Body(string sample, Action<JsonObject>? change = null) => Payload($"woocommerce/{sample}", change).ToJsonString();
}
