using System.Net;
using System.Text.Json.Nodes;
using ChatraFunctions.Tests.Harness;

namespace ChatraFunctions.Tests.Contract;

/// <summary>POST /orders/shopify.</summary>
public sealed class ShopifyOrderTests(ShopFixture fixture) : IClassFixture<ShopFixture>
{
    private readonly Api _api = fixture.App.Api;

    [Fact]
    public async Task An_order_s_life_out_of_order_and_twice_over_is_one_message_a_state()
    {
        var clientId = (await _api.BindAsync("sh-buyer")).Json["clientId"]!.GetValue<string>();
        (string Topic, string Body)[] life =
        [
            ("fulfillments/update", Of("fulfillments-update-delivered", 5001, "sh-buyer")),
            ("refunds/create", Of("refunds-create", 5001, "sh-buyer")),
            ("fulfillments/create", Of("fulfillments-create", 5001, "sh-buyer")),
            ("orders/fulfilled", Of("orders-fulfilled", 5001, "sh-buyer")),
            ("orders/updated", Of("orders-paid", 5001, "sh-buyer")),
            ("orders/paid", Of("orders-paid", 5001, "sh-buyer")),
            ("orders/create", Of("orders-create", 5001, "sh-buyer")),
        ];
        foreach (var (topic, body) in life.Concat(life))
            (await _api.PostShopifyAsync(topic, body)).ShouldBe(HttpStatusCode.Accepted).Json["eventName"]!.GetValue<string>().ShouldBe(topic);

        var states = await _api.OrderAtRestAsync("shopify", "5001", 6);
        states.Keys.ShouldBe(["placed", "paid", "shipped:255858046", "shipped:255858047", "delivered:255858046", "refunded"], ignoreOrder: true);
        states["refunded"].ShouldBe("sent"); // The latest.

        var received = await fixture.App.Chatra.MessagesAsync(clientId);
        received.Count.ShouldBe(states.Count(state => state.Value is "sent" or "edited"));
        received.ShouldAllBe(message => message.Text.Contains("#5001"));
        (await _api.PoisonedAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Either_of_two_secrets_signs_and_everything_else_is_401()
    {
        var body = Of("orders-create", 5002, "nobody");

        var first = (await _api.PostShopifyAsync("orders/create", body)).ShouldBe(HttpStatusCode.Accepted);
        (await _api.PostShopifyAsync("orders/create", body, ShopWebhook.NextShopifySecret)).Body.ShouldBe(first.Body);

        (await _api.PostShopifyAsync("orders/create", body, "a-secret-of-nobody-here")).ShouldBeProblem(HttpStatusCode.Unauthorized);
        (await _api.SendAsync("POST", "orders/shopify", body)).ShouldBeProblem(HttpStatusCode.Unauthorized);
        var tampered = ("X-Shopify-Hmac-Sha256", ShopWebhook.Sign(ShopWebhook.ShopifySecret, body));
        (await _api.SendAsync("POST", "orders/shopify", body + " ", "application/json", tampered, ("X-Shopify-Topic", "orders/create"))).ShouldBeProblem(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Header_names_have_no_case()
    {
        var body = Of("orders-create", 5003, "nobody");

        (await _api.SendAsync(
            "POST", "orders/Shopify", body, "application/json; charset=utf-8",
            ("x-shopify-hmac-sha256", ShopWebhook.Sign(ShopWebhook.ShopifySecret, body)), ("X-SHOPIFY-TOPIC", "orders/create"))).ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task Test_orders_and_guests_are_accepted_and_skipped_with_a_reason()
    {
        (await _api.PostShopifyAsync("orders/create", Of("orders-create", 5004, "sh-buyer", order => order["test"] = true))).ShouldBe(HttpStatusCode.Accepted);
        (await _api.PostShopifyAsync("orders/create", Of("orders-create", 5005, "sh-buyer", order => order["customer"] = null))).ShouldBe(HttpStatusCode.Accepted);

        (await _api.MessageAsync("shopify:5004:placed", "skipped")).Json["reason"]!.GetValue<string>().ShouldBe("test order");
        (await _api.MessageAsync("shopify:5005:placed", "skipped")).Json["reason"]!.GetValue<string>().ShouldBe("guest: the order has no customer");
    }

    [Fact]
    public async Task Privacy_requests_are_accepted_and_counted_in_the_status()
    {
        foreach (var topic in new[] { "customers/redact", "customers/data_request", "shop/redact" })
            (await _api.PostShopifyAsync(topic, ShopWebhook.Body($"shopify/{topic.Replace('/', '-')}"))).ShouldBe(HttpStatusCode.Accepted);

        await Eventually.HoldsAsync(async () => (await _api.StatusAsync())["privacyRequests"]!.GetValue<int>() == 3, "three requests are listed");
    }

    [Theory]
    [InlineData("orders/create", "not json", "")]
    [InlineData("orders/create", "{}", "/id")]
    [InlineData("orders/create", """{"id":{"$ne":1}}""", "/id")]
    [InlineData("fulfillments/create", """{"id":1,"order_id":null}""", "/order_id")]
    [InlineData("orders/create", "[1]", "")]
    [InlineData("orders/create", """{"id":1,"id":2}""", "")]
    [InlineData("", """{"id":1}""", "")]
    public async Task Signed_nonsense_is_400(string topic, string body, string pointer)
    {
        var answer = (await _api.PostShopifyAsync(topic, body)).ShouldBeProblem(HttpStatusCode.BadRequest);

        (answer.Pointers.Count == 0 ? "" : answer.Pointers.Single()).ShouldBe(pointer);
    }

    [Theory]
    [InlineData("5006/../#?\\\\%2F", "customer/#?%\\\\")]
    [InlineData("5007 \\ud83d half", "\\u0000")]
    [InlineData("5008'\\\"", "';--")]
    public async Task Any_id_is_legal(string orderId, string customerId)
    {
        var body = $$"""{"id":"{{orderId}}","customer":{"id":"{{customerId}}"},"name":"<b>{{"{{"}}x{{"}}"}}</b>","created_at":"0001-01-01T00:00:00Z"}""";

        (await _api.PostShopifyAsync("orders/create", body)).ShouldBe(HttpStatusCode.Accepted);

        var id = JsonNode.Parse(body.Replace("\\ud83d", "\\ufffd", StringComparison.Ordinal))!["id"]!.GetValue<string>();
        (await _api.MessageAsync($"shopify:{id}:placed", "skipped")).Json["text"]!.GetValue<string>().ShouldContain("<b>{{x}}</b>");
    }

    [Fact]
    public async Task Topics_of_other_things_are_accepted_and_nothing_comes_of_them() =>
        (await _api.PostShopifyAsync("products/update", """{"id":1,"title":"Tea"}""")).ShouldBe(HttpStatusCode.Accepted);

    private static string Of(string sample, int orderId, string customerId, Action<JsonObject>? change = null) => ShopWebhook.Body($"shopify/{sample}", body =>
    {
        body[body.ContainsKey("order_id") ? "order_id" : "id"] = orderId;
        if (body["customer"] is { } customer)
            (customer["id"], body["name"]) = (customerId, $"#{orderId}");
        change?.Invoke(body);
    });
}
