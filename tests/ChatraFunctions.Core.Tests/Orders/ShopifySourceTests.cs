using System.Text;
using System.Text.Json.Nodes;
using ChatraFunctions.Orders;
using ChatraFunctions.Orders.Shopify;
using ChatraFunctions.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using static ChatraFunctions.Core.Tests.Orders.ShopRequests;

namespace ChatraFunctions.Core.Tests.Orders;

/// <summary>What is understood of Shopify's webhooks.</summary>
public sealed class ShopifySourceTests
{
    private const string OrderId = "820982911946154508";

    private static readonly DateTimeOffset Now = new(2026, 3, 20, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Placed_order_is_read_in_full() => Event("orders/create").ShouldBe(new OrderEvent
    {
        Source = "shopify",
        Kind = OrderKind.Placed,
        OrderId = OrderId,
        OrderNumber = "#1042",
        ShopDomain = ShopDomain,
        CustomerId = "207119551",
        Locale = "de-DE",
        Total = "149.90",
        Currency = "EUR",
        StatusUrl = "https://johns-apparel.myshopify.com/548380009/orders/123456abcd/authenticate?key=abcdefg",
        OccurredAt = new DateTimeOffset(2026, 3, 2, 14, 15, 0, TimeSpan.Zero),
    });

    [Theory]
    [InlineData("orders/create", "shopify:820982911946154508:placed", "2026-03-02T14:15:00Z")]
    [InlineData("orders/paid", "shopify:820982911946154508:paid", "2026-03-02T14:16:12Z")]
    [InlineData("orders/partially_fulfilled", "shopify:820982911946154508:shipped:255858046", "2026-03-03T15:00:00Z")]
    [InlineData("orders/cancelled", "shopify:820982911946154508:cancelled", "2026-03-02T17:00:00Z")]
    [InlineData("fulfillments/create", "shopify:820982911946154508:shipped:255858046", "2026-03-03T15:00:00Z")]
    [InlineData("fulfillments/update", "shopify:820982911946154508:delivered:255858046", "2026-03-05T21:45:00Z")]
    [InlineData("refunds/create", "shopify:820982911946154508:refunded", "2026-03-10T16:00:00Z")]
    public void Each_topic_is_a_kind_at_the_event_s_own_time(string topic, string key, string at)
    {
        var order = Event(topic);

        order.MessageKey.ShouldBe(key);
        order.OccurredAt.ShouldBe(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Each_parcel_of_a_fulfilled_order_is_an_event_of_its_own()
    {
        var parcels = Notices("orders/fulfilled", Sample("orders/fulfilled")).Events;

        parcels.Select(parcel => parcel.Event.MessageKey).ShouldBe([$"shopify:{OrderId}:shipped:255858046", $"shopify:{OrderId}:shipped:255858047"]);
        parcels[1].Event.Tracking.ShouldBe(new Tracking("1z827wk74631, 1z827wk74632", "UPS", "https://www.ups.com/WebTracking?loc=en_US&requester=ST&trackNums=1z827wk74631"));
        parcels.ShouldAllBe(parcel => parcel.Event.CustomerId == "207119551" && !parcel.Event.AwaitsOrder);
        parcels.Select(parcel => parcel.Id).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public void Parcel_of_both_topics_is_one_message() =>
        Event("fulfillments/create").MessageKey.ShouldBe(Notices("orders/fulfilled", Sample("orders/fulfilled")).Events[0].Event.MessageKey);

    [Fact]
    public void Order_fulfilled_without_a_parcel_is_shipped_all_the_same() =>
        Event("orders/fulfilled", order => order["fulfillments"] = new JsonArray()).MessageKey.ShouldBe($"shopify:{OrderId}:shipped");

    [Theory]
    [InlineData("cancelled")]
    [InlineData("error")]
    [InlineData("failure")]
    public void Parcel_that_does_not_go_any_more_is_withdrawn(string status)
    {
        var parcel = Event("fulfillments/update", parcel => (parcel["status"], parcel["shipment_status"]) = (status, "delivered"));

        (parcel.IsWithdrawn, parcel.MessageKey).ShouldBe((true, Event("fulfillments/create").MessageKey));
    }

    [Theory]
    [InlineData("pending")]
    [InlineData("open")]
    public void Parcel_that_is_not_on_its_way_is_not_told(string status)
    {
        var notices = Notices("fulfillments/create", Sample("fulfillments/create", parcel => parcel["status"] = status));

        notices.Events.ShouldBeEmpty();
        notices.Orders.ShouldHaveSingleItem().OrderId.ShouldBe(OrderId);
    }

    [Fact]
    public void Parcel_and_refund_wait_for_their_order_which_names_the_customer()
    {
        foreach (var topic in new[] { "fulfillments/create", "fulfillments/update", "refunds/create" })
            (Event(topic).AwaitsOrder, Event(topic).CustomerId).ShouldBe((true, null));
    }

    [Fact]
    public void Tracking_that_is_null_is_absent()
    {
        var parcel = Event("fulfillments/create", parcel =>
        {
            foreach (var name in new[] { "tracking_company", "tracking_number", "tracking_numbers", "tracking_url", "tracking_urls", "shipment_status" })
                parcel[name] = null;
        });

        (parcel.Kind, parcel.Tracking).ShouldBe((OrderKind.Shipped, null));
    }

    [Fact]
    public void Refund_is_the_money_that_goes_back()
    {
        var refund = Event("refunds/create");

        (refund.Total, refund.Currency).ShouldBe(("69.95", "EUR"));
    }

    [Fact]
    public void Refund_of_no_money_is_not_told()
    {
        Notices("refunds/create", Sample("refunds/create", refund => refund["transactions"] = new JsonArray())).Events.ShouldBeEmpty();
        Notices("refunds/create", Sample("refunds/create", refund =>
        {
            foreach (var transaction in refund["transactions"]!.AsArray())
                transaction!["status"] = "failure";
        })).Events.ShouldBeEmpty();
    }

    [Fact]
    public void Touched_order_is_remembered_and_not_told()
    {
        var notices = Notices("orders/updated", Sample("orders/paid"));

        notices.Events.ShouldBeEmpty();
        var facts = notices.Orders.ShouldHaveSingleItem();
        (facts.CustomerId, facts.IsWhole, facts.State).ShouldBe(("207119551", true, null));
    }

    [Fact]
    public void Deleted_order_is_remembered_as_such() =>
        Notices("orders/delete", """{"id":820982911946154508}""").Orders.ShouldHaveSingleItem().IsDeleted.ShouldBe(true);

    [Theory]
    [InlineData("customers/redact", "207119551", "299938,280263,220458")]
    [InlineData("customers/data_request", "207119551", "299938,280263,220458")]
    [InlineData("shop/redact", null, "")]
    public void Privacy_request_is_its_ids_and_no_address(string topic, string? customerId, string orders)
    {
        var request = Notices(topic, Sample(topic)).Privacy.ShouldNotBeNull();

        (request.Topic, request.ShopDomain, request.CustomerId, string.Join(',', request.OrderIds)).ShouldBe((topic, ShopDomain, customerId, orders));
        request.ToString().ShouldNotContain("john@example.com");
    }

    [Theory]
    [InlineData("products/update", """{"id":1}""")]
    [InlineData("app/uninstalled", "{}")]
    public void Topic_that_is_not_ours_is_accepted_and_says_nothing(string topic, string body) => Notices(topic, body).AreEmpty.ShouldBeTrue();

    [Theory]
    [InlineData("orders/edited", """{"order_edit":{"order_id":1}}""")]
    [InlineData("orders/risk_assessment_changed", """{"order_id":1}""")]
    [InlineData("fulfillment_events/create", """{"order_id":1,"id":2}""")]
    [InlineData("orders/something", """{"id":1}""")]
    public void Topic_of_an_order_that_customers_are_not_told_of_leaves_a_note_there(string topic, string body)
    {
        var facts = Notices(topic, body).Orders.ShouldHaveSingleItem();

        (facts.OrderId, facts.State, facts.IsWhole).ShouldBe(("1", null, false));
        facts.Note.ShouldBe(new OrderNote(topic, "customers are not told of this topic"));
    }

    [Fact]
    public void Order_without_a_customer_is_a_guest_s()
    {
        var guest = Event("orders/create", order => order["customer"] = null);

        (guest.IsGuest, guest.CustomerId).ShouldBe((true, null));
    }

    [Theory]
    [InlineData(GuestMatch.Email, "jon@example.com")]
    [InlineData(GuestMatch.Phone, "+4930123")]
    public void Guest_is_matched_by_the_configured_field(GuestMatch match, string customerId)
    {
        var body = Sample("orders/create", order => (order["customer"], order["email"], order["phone"]) = (null, "Jon@Example.com", "+4930123"));

        Source(match).Read(ShopifyHeaders("orders/create", body), Encoding.UTF8.GetBytes(body)).Value!.Notices.Events[0].Event.CustomerId.ShouldBe(customerId);
    }

    [Fact]
    public void Test_order_and_test_notification_are_marked()
    {
        Event("orders/create", order => order["test"] = true).IsTest.ShouldBeTrue();
        var body = Sample("fulfillments/create");
        var headers = ShopifyHeaders("fulfillments/create", body);
        headers["x-shopify-test"] = "true";

        Source().Read(headers, Encoding.UTF8.GetBytes(body)).Value!.Notices.Events[0].Event.IsTest.ShouldBeTrue();
    }

    [Fact]
    public void Customer_s_own_currency_is_the_one_that_is_told()
    {
        var order = Event("orders/create", order => order["total_price_set"]!["presentment_money"] = new JsonObject { ["amount"] = "160.00", ["currency_code"] = "USD" });
        (order.Total, order.Currency).ShouldBe(("160.00", "USD"));

        var older = Event("orders/create", order => order.Remove("total_price_set"));
        (older.Total, older.Currency).ShouldBe(("149.90", "EUR"));
    }

    [Fact]
    public void Next_to_nothing_is_an_order()
    {
        var order = Notices("orders/create", """{"id":"7","name":5,"customer":[],"customer_locale":{},"total_price":[1],"fulfillments":"x","created_at":"soon","test":"true"}""").Events.Single().Event;

        order.ShouldBe(new OrderEvent { Source = "shopify", Kind = OrderKind.Placed, OrderId = "7", OrderNumber = "5", ShopDomain = ShopDomain, IsGuest = true, OccurredAt = Now });
    }

    [Fact]
    public void Same_webhook_has_the_same_id_whatever_its_headers_say_and_another_has_another()
    {
        var body = Sample("orders/create");

        var id = Read("orders/create", body).Value!.Id;

        id.Length.ShouldBe(32);
        Read("orders/create", body).Value!.Id.ShouldBe(id); // With another X-Shopify-Webhook-Id.
        Read("orders/updated", body).Value!.Id.ShouldNotBe(id);
        Read("orders/create", body + " ").Value!.Id.ShouldNotBe(id);
    }

    [Fact]
    public void Header_names_and_topics_have_no_case()
    {
        var body = Sample("orders/paid");
        var headers = new HeaderDictionary { ["x-shopify-topic"] = "Orders/Paid", ["X-SHOPIFY-HMAC-SHA256"] = Sign(ShopifySecret, body) };

        Source().Read(headers, Encoding.UTF8.GetBytes(body)).Value!.Notices.Events.Single().Event.Kind.ShouldBe(OrderKind.Paid);
    }

    [Theory]
    [InlineData("orders/create", "{}", "/id")]
    [InlineData("orders/create", """{"id":null}""", "/id")]
    [InlineData("orders/create", """{"id":{}}""", "/id")]
    [InlineData("orders/delete", """{"id":""}""", "/id")]
    [InlineData("fulfillments/create", """{"id":1}""", "/order_id")]
    [InlineData("refunds/create", """{"order_id":false}""", "/order_id")]
    [InlineData("orders/create", "[]", "")]
    public void What_names_no_order_is_refused_with_its_place(string topic, string body, string pointer)
    {
        var refusal = Read(topic, body).Refusal.ShouldNotBeNull();

        refusal.Reason.ShouldBe(RefusalReason.Invalid);
        refusal.Faults.ShouldHaveSingleItem().Pointer.ShouldBe(pointer);
    }

    [Theory]
    [InlineData("orders/updated")]
    [InlineData("orders/create")]
    [InlineData("orders/delete")]
    public void Id_that_fits_no_key_is_refused(string topic) =>
        Read(topic, $$"""{"id":"{{new string('#', 200)}}"}""").Refusal.ShouldNotBeNull().Reason.ShouldBe(RefusalReason.Invalid);

    [Fact]
    public void Signature_is_asked_for_before_anything_else()
    {
        Read("orders/create", "not JSON", "another-secret-altogether").Refusal!.Reason.ShouldBe(RefusalReason.Unauthorized);
        Source().Read(new HeaderDictionary(), "{}"u8.ToArray()).Refusal!.Reason.ShouldBe(RefusalReason.Unauthorized);
        Read("orders/create", "not JSON").Refusal!.Reason.ShouldBe(RefusalReason.Invalid);
        Read("", "{}").Refusal!.Reason.ShouldBe(RefusalReason.Invalid);
    }

    [Fact]
    public void Without_a_secret_everything_is_refused_and_the_setting_is_named()
    {
        var source = new ShopifySource(new BodySignatures([]), new Guests(new OrderOptions()), new FakeTimeProvider(Now));

        var refusal = source.Read(ShopifyHeaders("orders/create", "{}"), "{}"u8.ToArray()).Refusal.ShouldNotBeNull();

        refusal.Reason.ShouldBe(RefusalReason.Unauthorized);
        refusal.Detail.ShouldContain("Orders__Shopify__WebhookSecrets__0");
    }

    private static OrderEvent Event(string topic, Action<JsonObject>? change = null) =>
        Notices(topic, Sample(topic, change)).Events.ShouldHaveSingleItem().Event;

    private static OrderNotices Notices(string topic, string body) => Read(topic, body).Value.ShouldNotBeNull().Notices;

    private static Outcome<OrderSubmission> Read(string topic, string body, string secret = ShopifySecret) =>
        Source().Read(ShopifyHeaders(topic, body, secret), Encoding.UTF8.GetBytes(body));

    private static ShopifySource Source(GuestMatch match = GuestMatch.Nothing) =>
        new(new BodySignatures([ShopifySecret]), new Guests(new OrderOptions { MatchGuestsBy = match }), new FakeTimeProvider(Now));

    private static string Sample(string topic, Action<JsonObject>? change = null) =>
        Payload($"shopify/{topic.Replace('/', '-')}{(topic == "fulfillments/update" ? "-delivered" : "")}", change).ToJsonString();
}
