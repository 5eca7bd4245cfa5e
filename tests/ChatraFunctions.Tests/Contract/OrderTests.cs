using System.Net;
using System.Text.Json.Nodes;
using ChatraFunctions.Tests.Harness;

namespace ChatraFunctions.Tests.Contract;

/// <summary>POST /orders/{source}, without a secret.</summary>
public sealed class OrderTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private static readonly string[] Kinds = ["placed", "paid", "shipped", "delivered", "cancelled", "refunded"];

    private readonly Api _api = fixture.App.Api;

    [Fact]
    public async Task An_order_s_life_is_one_message_a_state_and_the_latest_reaches_the_customer()
    {
        var clientId = (await _api.BindAsync("buyer")).Json["clientId"]!.GetValue<string>();
        foreach (var kind in Kinds)
        {
            var order = OrderEvents.Event($"order.{kind}", new JsonObject { ["orderId"] = 77, ["orderNumber"] = "#1077", ["customerId"] = "buyer", ["total"] = 99.5, ["currency"] = "EUR" });
            var answer = (await _api.PostOrderAsync(order.ToJsonString())).ShouldBe(HttpStatusCode.Accepted);
            answer.Json["eventName"]!.GetValue<string>().ShouldBe($"order.{kind}");
            (await _api.PostOrderAsync(order.ToJsonString())).Body.ShouldBe(answer.Body);
            order["id"] = Guid.NewGuid().ToString();
            await _api.PostOrderAsync(order.ToJsonString()); // Told again, as a new event.
        }

        var states = await _api.OrderAtRestAsync("cloudevents", "77", Kinds.Length);
        states.Keys.ShouldBe(Kinds);
        states["refunded"].ShouldBe("sent"); // The others, too, if the outbox was released in between.

        var received = await fixture.App.Chatra.MessagesAsync(clientId);
        received.Count.ShouldBe(states.Count(state => state.Value is "sent" or "edited"));
        received.ShouldAllBe(message => message.Text.Contains("#1077"));
        received.Select(message => message.Text).Distinct().Count().ShouldBe(received.Count);
    }

    [Fact]
    public async Task Binary_mode_names_the_event_in_headers_and_parcels_are_told_apart()
    {
        foreach (var parcel in new[] { "p1", "p2", "p1" })
        {
            var data = new JsonObject { ["orderId"] = "80/1", ["clientId"] = "binary", ["fulfilmentId"] = parcel, ["tracking"] = new JsonObject { ["number"] = $"T-{parcel}" } };
            var answer = await _api.SendAsync(
                "POST", "orders/cloudevents", data.ToJsonString(), "application/json",
                ("ce-specversion", "1.0"), ("ce-id", Guid.NewGuid().ToString()), ("ce-source", "/shop"), ("ce-type", "order.shipped"));
            answer.ShouldBe(HttpStatusCode.Accepted);
        }

        await _api.MessageAsync("cloudevents:80/1:shipped:p1", "sent");
        await _api.MessageAsync("cloudevents:80/1:shipped:p2", "sent");
        var received = await fixture.App.Chatra.MessagesAsync("binary");
        received.Count.ShouldBe(2);
        received.ShouldContain(message => message.Text.Contains("T-p1"));
    }

    [Fact]
    public async Task A_customer_who_is_not_bound_is_skipped_and_visible()
    {
        await _api.PostOrderAsync(OrderEvents.Shipped("90", "stranger").ToJsonString());

        var skipped = (await _api.MessageAsync("cloudevents:90:shipped", "skipped")).Json;
        skipped["reason"]!.GetValue<string>().ShouldBe("not bound");
        skipped.ShouldNotContain(property => property.Value == null); // What is not known is left out, as everywhere.
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData("cloud%2Fevents")]
    public async Task An_unknown_source_is_404(string source) =>
        (await _api.SendAsync("POST", $"orders/{source}", "{}")).ShouldBeProblem(HttpStatusCode.NotFound);

    [Theory]
    [InlineData("text/plain")]
    [InlineData(null)]
    public async Task What_is_not_JSON_is_415(string? contentType) =>
        (await _api.SendAsync("POST", "orders/cloudevents", OrderEvents.Shipped("1", "c").ToJsonString(), contentType)).ShouldBeProblem(HttpStatusCode.UnsupportedMediaType);

    [Fact]
    public async Task Every_offending_place_of_an_event_is_named()
    {
        var order = OrderEvents.Event("order.eaten", new JsonObject { ["customerId"] = new JsonArray(), ["tracking"] = "9114" });
        order["specversion"] = "0.3";
        order["time"] = "yesterday";
        order.Remove("source");

        var answer = (await _api.PostOrderAsync(order.ToJsonString())).ShouldBeProblem(HttpStatusCode.BadRequest);

        answer.Pointers.ShouldBe(["/specversion", "/type", "/source", "/time", "/data/orderId", "/data/customerId", "/data/tracking"], ignoreOrder: true);
    }
}
