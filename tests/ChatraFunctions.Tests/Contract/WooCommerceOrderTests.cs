using System.Net;
using ChatraFunctions.Tests.Harness;

namespace ChatraFunctions.Tests.Contract;

/// <summary>POST /orders/woocommerce.</summary>
public sealed class WooCommerceOrderTests(ShopFixture fixture) : IClassFixture<ShopFixture>
{
    private readonly Api _api = fixture.App.Api;

    [Fact]
    public async Task An_order_s_life_is_one_message_a_state_and_a_parcel()
    {
        var clientId = (await _api.BindAsync("8126")).Json["clientId"]!.GetValue<string>();
        (string Topic, string Sample)[] life =
        [
            ("order.updated", "order-updated-completed"),
            ("order.updated", "order-updated-processing"),
            ("order.updated", "order-updated-refunded-in-part"),
            ("order.created", "order-created"),
        ];
        foreach (var (topic, sample) in life.Concat(life))
            (await _api.PostWooCommerceAsync(topic, Of(sample, 6001, 8126))).ShouldBe(HttpStatusCode.Accepted).Json["eventName"]!.GetValue<string>().ShouldBe(topic);

        string[] parcels = ["shipped:b5d1f3a8e0c94e0f6a0f3a7c1d2e4b60", "shipped:0c9e7f2b1a3d4c5e6f708192a3b4c5d6"];
        var states = await _api.OrderAtRestAsync("woocommerce", "6001", 5);
        states.Keys.ShouldBe(["placed", "paid", .. parcels, "refunded"], ignoreOrder: true);
        states["refunded"].ShouldBe("sent"); // The latest.

        (await fixture.App.Chatra.MessagesAsync(clientId)).Count.ShouldBe(states.Count(state => state.Value is "sent" or "edited"));
        var texts = new List<string>();
        foreach (var parcel in parcels)
            texts.Add((await _api.GetMessageAsync($"woocommerce:6001:{parcel}")).Json["text"]!.GetValue<string>());
        texts.ShouldContain(text => text.Contains("94001111"));
        texts.ShouldContain(text => text.Contains("https://courier.example.com/t/77"));
    }

    [Fact]
    public async Task The_ping_of_a_new_webhook_is_answered_with_exactly_200()
    {
        (await _api.SendAsync("POST", "orders/woocommerce", "webhook_id=12", "application/x-www-form-urlencoded")).ShouldBe(HttpStatusCode.OK);
        (await _api.SendAsync("POST", "orders/woocommerce", "webhook_id=12", "application/x-www-form-urlencoded; charset=UTF-8")).ShouldBe(HttpStatusCode.OK);

        (await _api.SendAsync("POST", "orders/woocommerce", "webhook_id=12&x=1", "application/x-www-form-urlencoded")).ShouldBeProblem(HttpStatusCode.UnsupportedMediaType);
        (await _api.SendAsync("POST", "orders/woocommerce", "webhook_id=12")).ShouldBeProblem(HttpStatusCode.Unauthorized);
        (await _api.SendAsync("POST", "orders/shopify", "webhook_id=12", "application/x-www-form-urlencoded")).ShouldBeProblem(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task Deleted_orders_and_unknown_topics_are_accepted()
    {
        (await _api.PostWooCommerceAsync("order.deleted", """{"id":6002}""")).ShouldBe(HttpStatusCode.Accepted);
        (await _api.PostWooCommerceAsync("product.updated", """{"id":1}""")).ShouldBe(HttpStatusCode.Accepted);
        (await _api.PostWooCommerceAsync("action.woocommerce_add_to_cart", """{"action":"x","arg":"y"}""")).ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task A_guest_s_order_is_skipped_with_a_reason()
    {
        (await _api.PostWooCommerceAsync("order.created", Of("order-created", 6003, 0))).ShouldBe(HttpStatusCode.Accepted);

        (await _api.MessageAsync("woocommerce:6003:placed", "skipped")).Json["reason"]!.GetValue<string>().ShouldBe("guest: the order has no customer");
    }

    [Fact]
    public async Task A_wrong_signature_is_401_and_signed_nonsense_400()
    {
        (await _api.PostWooCommerceAsync("order.created", Of("order-created", 6004, 1), "a-secret-of-nobody-here")).ShouldBeProblem(HttpStatusCode.Unauthorized);
        (await _api.PostWooCommerceAsync("order.created", "nonsense")).ShouldBeProblem(HttpStatusCode.BadRequest);
        (await _api.PostWooCommerceAsync("order.updated", "{}")).ShouldBeProblem(HttpStatusCode.BadRequest).Pointers.ShouldBe(["/id", "/status"]);
    }

    private static string Of(string sample, int orderId, int customerId) => ShopWebhook.Body($"woocommerce/{sample}", body =>
    {
        (body["id"], body["number"], body["customer_id"]) = (orderId, $"{orderId}", customerId);
    });
}
