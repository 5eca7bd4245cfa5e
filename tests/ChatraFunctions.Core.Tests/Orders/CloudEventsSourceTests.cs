using System.Text;
using ChatraFunctions.Orders;
using ChatraFunctions.Orders.CloudEvents;
using ChatraFunctions.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using TestKit;

namespace ChatraFunctions.Core.Tests.Orders;

/// <summary>What is understood of a CloudEvent, in both modes, and what is said of one that is not.</summary>
public sealed class CloudEventsSourceTests
{
    private const string Structured = "application/cloudevents+json";

    private const string Shipped =
        """
        {"specversion":"1.0","type":"order.shipped","source":"/shop","id":"e-1","time":"2026-03-01T10:20:30.5+02:00","datacontenttype":"application/json",
         "data":{"orderId":"1001","orderNumber":"#1001","fulfilmentId":"f1","customerId":"42","locale":"pt-BR","total":"19.90","currency":"EUR",
                 "tracking":{"number":"91 14","company":"DHL","url":"https://track/91"},"statusUrl":"https://shop/1001","unknown":{"kept":"not"}}}
        """;

    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly CloudEventsSource Source = new(new StandardWebhooks([]), new FakeTimeProvider(Now));

    [Theory]
    [InlineData(Structured)]
    [InlineData("application/cloudevents+json; charset=utf-8")]
    [InlineData("Application/CloudEvents+JSON")]
    [InlineData("application/json")]
    public void Structured_event_is_read_in_full(string contentType)
    {
        var read = Read(Shipped, contentType).Value.ShouldNotBeNull();

        read.Name.ShouldBe("order.shipped");
        read.Event.ShouldBe(new OrderEvent
        {
            Source = "cloudevents",
            Kind = OrderKind.Shipped,
            OrderId = "1001",
            OrderNumber = "#1001",
            FulfilmentId = "f1",
            CustomerId = "42",
            Locale = "pt-BR",
            Total = "19.90",
            Currency = "EUR",
            Tracking = new Tracking("91 14", "DHL", "https://track/91"),
            StatusUrl = "https://shop/1001",
            OccurredAt = new DateTimeOffset(2026, 3, 1, 8, 20, 30, 500, TimeSpan.Zero),
        });
        read.Event.MessageKey.ShouldBe("cloudevents:1001:shipped:f1");
    }

    [Theory]
    [InlineData("order-placed", OrderKind.Placed)]
    [InlineData("order-paid", OrderKind.Paid)]
    [InlineData("order-shipped", OrderKind.Shipped)]
    [InlineData("order-delivered", OrderKind.Delivered)]
    [InlineData("order-cancelled", OrderKind.Cancelled)]
    [InlineData("order-refunded", OrderKind.Refunded)]
    public void Every_sample_is_understood(string name, OrderKind kind)
    {
        var order = Read(Payloads.Read($"cloudevents/{name}.json"), Structured).Value.ShouldNotBeNull().Event;

        order.Kind.ShouldBe(kind);
        order.OccurredAt.ShouldNotBe(Now);
    }

    [Fact]
    public void Binary_event_is_the_same_event()
    {
        var structured = Read("""{"specversion":"1.0","type":"order.paid","source":"/shop","id":"e-1","data":{"orderId":"7"}}""", Structured);

        var binary = Read("""{"orderId":"7"}""", "application/json", ("ce-specversion", "1.0"), ("CE-Type", "order.paid"), ("ce-source", "/shop"), ("ce-id", "e-1"));

        binary.Value.ShouldBe(structured.Value);
    }

    [Theory]
    [InlineData("Gr%C3%BC%C3%9Fe%20%22x%22%20%25", "Grüße \"x\" %")]
    [InlineData("\"quoted \\\"x\\\" \\\\ %20\"", "quoted \"x\" \\  ")]
    [InlineData("%E2%82%AC%F0%9F%91%8B", "€👋")]
    public void Header_values_are_unquoted_and_percent_decoded(string header, string id)
    {
        var structured = Read($$"""{"specversion":"1.0","type":"order.paid","source":"s","id":{{System.Text.Json.JsonSerializer.Serialize(id)}},"data":{"orderId":"7"} }""", Structured);

        var binary = Read("""{"orderId":"7"}""", "application/json", ("ce-specversion", "1.0"), ("ce-type", "order.paid"), ("ce-source", "s"), ("ce-id", header));

        binary.Value!.Id.ShouldBe(structured.Value!.Id);
    }

    [Theory]
    [InlineData("%")]
    [InlineData("%zz%E9%ED%A0%80%00%0D%0A")]
    [InlineData("\"")]
    [InlineData("\"\\")]
    [InlineData("a,b")]
    public void Junk_in_headers_is_an_id_like_any_other(string junk)
    {
        var read = Read("""{"orderId":"7"}""", "application/json", ("ce-specversion", "1.0"), ("ce-type", "order.paid"), ("ce-source", junk), ("ce-id", junk));

        read.Value.ShouldNotBeNull().Id.Length.ShouldBe(32);
    }

    [Fact]
    public void Content_type_decides_when_an_intermediary_added_headers_of_an_event()
    {
        var read = Read(Shipped, Structured, ("ce-specversion", "1.0"), ("ce-type", "other"), ("ce-id", "x"), ("ce-source", "y"));

        read.Value.ShouldNotBeNull().Name.ShouldBe("order.shipped");
    }

    [Fact]
    public void Event_is_identified_by_source_and_id_alone()
    {
        string Event(string source, string id, string order) =>
            $$"""{"specversion":"1.0","type":"order.paid","source":"{{source}}","id":"{{id}}","data":{"orderId":"{{order}}"} }""";

        var id = Read(Event("s", "1", "7"), Structured).Value!.Id;

        Read(Event("s", "1", "8"), Structured).Value!.Id.ShouldBe(id);
        Read(Event("s", "2", "7"), Structured).Value!.Id.ShouldNotBe(id);
        Read(Event("t", "1", "7"), Structured).Value!.Id.ShouldNotBe(id);
    }

    [Fact]
    public void Ids_and_amounts_may_be_numbers()
    {
        var order = Read(
            """{"specversion":"1.0","type":"order.placed","source":"s","id":"1","data":{"orderId":450789469123456789012,"orderNumber":1001,"fulfilmentId":0,"customerId":207119551,"total":19.90,"tracking":{"number":1234}}}""",
            Structured).Value!.Event;

        order.OrderId.ShouldBe("450789469123456789012");
        order.OrderNumber.ShouldBe("1001");
        order.FulfilmentId.ShouldBe("0");
        order.CustomerId.ShouldBe("207119551");
        order.Total.ShouldBe("19.90");
        order.Tracking!.Number.ShouldBe("1234");
    }

    [Fact]
    public void Only_the_order_is_needed_and_null_is_absent()
    {
        var order = Read(
            """{"specversion":"1.0","type":"order.placed","source":"s","id":"1","time":null,"data":{"orderId":"7","tracking":null,"customerId":null,"total":"","statusUrl":null}}""",
            Structured).Value!.Event;

        order.ShouldBe(new OrderEvent { Source = "cloudevents", Kind = OrderKind.Placed, OrderId = "7", OccurredAt = Now, ArrivalId = order.ArrivalId });
        order.ArrivalId.ShouldNotBeNull();
        order.MessageKey.ShouldBe("cloudevents:7:placed");
    }

    [Theory]
    [InlineData("2026-03-01T10:00:00Z", true)]
    [InlineData("2026-03-01t10:00:00.123456789z", true)]
    [InlineData("2026-03-01T10:00:00-08:00", true)]
    [InlineData("10:30", false)]
    [InlineData("May", false)]
    [InlineData("2026-03-01", false)]
    [InlineData("2026-03-01T10:00:00", false)]
    [InlineData("2026-13-01T10:00:00Z", false)]
    [InlineData("0001-01-01T00:00:00+14:00", false)]
    [InlineData("2026-03-01T10:00:00Z\n", false)]
    public void Time_is_rfc_3339(string time, bool isTaken)
    {
        var read = Read($$"""{"specversion":"1.0","type":"order.placed","source":"s","id":"1","time":{{System.Text.Json.JsonSerializer.Serialize(time)}},"data":{"orderId":"7"} }""", Structured);

        (read.Refusal?.Faults.Single().Pointer).ShouldBe(isTaken ? null : "/time");
    }

    [Theory]
    [InlineData("{}", "/specversion", "/type", "/id", "/source", "/data")]
    [InlineData("""{"specversion":"0.3","type":"order.lost","source":"","id":5,"time":"x","data":[]}""", "/specversion", "/type", "/source", "/id", "/time", "/data")]
    [InlineData("""{"specversion":1.0,"type":["order.paid"],"source":{},"id":true,"time":1,"data":{}}""", "/specversion", "/type", "/source", "/id", "/time", "/orderId")]
    [InlineData("""{"specversion":"1.0","type":"order.paid","source":"s","id":"1","data":{"orderId":{},"orderNumber":[],"customerId":true,"clientId":5,"locale":1,"total":{},"currency":2,"tracking":[],"statusUrl":3}}""",
        "/orderId", "/orderNumber", "/customerId", "/clientId", "/locale", "/total", "/currency", "/tracking", "/statusUrl")]
    [InlineData("""{"specversion":"1.0","type":"order.paid","source":"s","id":"1","data":{"orderId":"1","tracking":{"company":1,"url":[]}}}""",
        "/tracking/number", "/tracking/company", "/tracking/url")]
    [InlineData("""{"specversion":"1.0","type":"Order.Paid","source":"s","id":"1","data":{"orderId":"1"}}""", "/type")]
    public void Every_fault_is_listed_with_its_pointer(string body, params string[] pointers)
    {
        var refusal = Read(body, Structured).Refusal.ShouldNotBeNull();

        refusal.Reason.ShouldBe(RefusalReason.Invalid);
        refusal.Faults.Select(fault => fault.Pointer.Replace("/data/", "/", StringComparison.Ordinal)).ShouldBe(pointers, ignoreOrder: true);
        refusal.Faults.ShouldAllBe(fault => fault.Reason.Length > 0);
    }

    [Fact]
    public void Faults_within_the_data_point_into_the_body_as_it_was_sent()
    {
        Read("""{"specversion":"1.0","type":"order.paid","source":"s","id":"1","data":{}}""", Structured)
            .Refusal!.Faults.Single().Pointer.ShouldBe("/data/orderId");

        Read("{}", "application/json", ("ce-specversion", "1.0"), ("ce-type", "order.paid"), ("ce-source", "s"), ("ce-id", "1"))
            .Refusal!.Faults.Single().Pointer.ShouldBe("/orderId");
    }

    [Fact]
    public void Every_fault_of_a_binary_event_is_listed()
    {
        var refusal = Read("{}", "application/json", ("ce-type", "order.lost"), ("ce-time", "soon")).Refusal.ShouldNotBeNull();

        refusal.Faults.Select(fault => fault.Pointer).ShouldBe(["/specversion", "/type", "/id", "/source", "/time", "/orderId"], ignoreOrder: true);
        refusal.Faults.Single(fault => fault.Pointer == "/id").Reason.ShouldContain("ce-id");
    }

    [Fact]
    public void Unknown_type_is_answered_with_the_known_ones()
    {
        var fault = Read("""{"specversion":"1.0","type":"order.lost","source":"s","id":"1","data":{"orderId":"1"}}""", Structured).Refusal!.Faults.Single();

        fault.Pointer.ShouldBe("/type");
        fault.Reason.ShouldBe("expected one of order.placed, order.paid, order.shipped, order.delivered, order.cancelled, order.refunded");
    }

    [Theory]
    [InlineData("orderId", 500)]
    [InlineData("customerId", 500)]
    [InlineData("fulfilmentId", 500)]
    [InlineData("statusUrl", 2001)]
    public void What_is_too_long_for_a_key_or_a_message_is_refused(string name, int length)
    {
        var data = new Dictionary<string, string> { ["orderId"] = "1", [name] = new string('x', length) };
        var body = $$"""{"specversion":"1.0","type":"order.paid","source":"s","id":"1","data":{{System.Text.Json.JsonSerializer.Serialize(data)}} }""";

        Read(body, Structured).Refusal.ShouldNotBeNull().Faults.ShouldNotBeEmpty();
    }

    [Fact]
    public void Tracking_number_that_no_row_could_hold_is_refused()
    {
        var fault = Read($$"""{"specversion":"1.0","type":"order.shipped","source":"s","id":"1","data":{"orderId":"1","tracking":{"number":"{{new string('9', 2001)}}"} } }""", Structured).Refusal!.Faults.Single();

        (fault.Pointer, fault.Reason).ShouldBe(("/data/tracking/number", "must have at most 2000 characters"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("{")]
    public void Body_that_is_no_object_is_refused(string body) => Read(body, Structured).Refusal!.Reason.ShouldBe(RefusalReason.Invalid);

    [Fact]
    public void Ten_thousand_levels_and_bytes_that_are_no_text_are_refused()
    {
        Read(string.Concat(Enumerable.Repeat("{\"a\":", 10_000)), Structured).Refusal!.Reason.ShouldBe(RefusalReason.Invalid);
        Source.Read(new HeaderDictionary(), [0x7b, 0xff, 0xfe, 0x7d]).Refusal!.Reason.ShouldBe(RefusalReason.Invalid);
    }

    private static Outcome<IdentifiedOrderEvent> Read(string body, string contentType, params (string Name, string Value)[] headers)
    {
        var all = new HeaderDictionary { ["Content-Type"] = contentType };
        foreach (var (name, value) in headers)
            all[name] = value;

        var read = Source.Read(all, Encoding.UTF8.GetBytes(body));
        return read.IsRefused ? read.Refusal : read.Value.Notices.Events.ShouldHaveSingleItem();
    }
}
