using System.Text.Json.Nodes;
using ChatraFunctions.Core.Tests.Outbox;
using ChatraFunctions.Requests;
using Microsoft.AspNetCore.Http;
using TestKit;
using static ChatraFunctions.Core.Tests.Orders.ShopRequests;

namespace ChatraFunctions.Core.Tests.Orders;

/// <summary>POST /orders/shopify and /orders/woocommerce: answered in time, with one write.</summary>
public sealed class ShopIntakeTests(AzuriteFixture azurite)
{
    [Theory]
    [InlineData("orders/create", "orders-create")]
    [InlineData("orders/fulfilled", "orders-fulfilled")]
    [InlineData("orders/updated", "orders-paid")]
    [InlineData("customers/redact", "customers-redact")]
    public async Task Shopify_s_webhook_is_in_the_queue_for_one_write(string topic, string sample)
    {
        await using var stack = await OutboxStack.OnAsync(azurite, Signed);

        (await PostShopifyAsync(stack, topic, Payload($"shopify/{sample}"))).Value.ShouldNotBeNull().EventName.ShouldBe(topic);

        stack.Proxy.Calls.ShouldHaveSingleItem().Resource.ShouldBe("order-events/messages");
    }

    [Fact]
    public async Task WooCommerce_s_webhook_is_in_the_queue_for_one_write()
    {
        await using var stack = await OutboxStack.OnAsync(azurite, Signed);

        (await PostWooCommerceAsync(stack, "order.updated", Payload("woocommerce/order-updated-completed"))).Value.ShouldNotBeNull().EventName.ShouldBe("order.updated");

        stack.Proxy.Calls.ShouldHaveSingleItem().Resource.ShouldBe("order-events/messages");
    }

    [Fact]
    public async Task Order_with_more_than_a_queue_message_holds_is_two_writes_and_all_its_parcels_are_told()
    {
        await using var stack = await OutboxStack.OnAsync(azurite, Signed);
        var order = Payload("shopify/orders-fulfilled", order =>
        {
            var first = order["fulfillments"]![0]!;
            order["fulfillments"] = new JsonArray([.. Enumerable.Range(0, 150).Select(number =>
            {
                var parcel = first.DeepClone();
                parcel["id"] = number;
                return parcel;
            })]);
        });

        (await PostShopifyAsync(stack, "orders/fulfilled", order)).IsRefused.ShouldBeFalse();
        stack.Proxy.Calls.Count.ShouldBe(2);
        await ComposeAllAsync(stack);

        (await stack.FindAsync("shopify:820982911946154508:shipped:149")).ShouldNotBeNull();
    }

    [Fact]
    public async Task Ping_and_topics_of_others_are_accepted_without_a_write()
    {
        await using var stack = await OutboxStack.OnAsync(azurite, Signed);

        var ping = (await PostAsync(stack, "woocommerce", "webhook_id=7", new HeaderDictionary { ["Content-Type"] = "application/x-www-form-urlencoded" })).Value.ShouldNotBeNull();
        (await PostShopifyAsync(stack, "products/create", new JsonObject())).Value.ShouldNotBeNull().IsPing.ShouldBeFalse();

        ping.IsPing.ShouldBeTrue();
        stack.Proxy.Calls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("shopify")]
    [InlineData("woocommerce")]
    public async Task Storage_that_never_answers_is_given_up_before_the_shop_gives_up(string source)
    {
        await using var stack = await OutboxStack.OnAsync(azurite, Signed);
        stack.Proxy.BeforeForward = _ => Task.FromResult<FaultAction?>(FaultAction.Hang);
        var posting = source == "shopify"
            ? PostShopifyAsync(stack, "orders/create", Payload("shopify/orders-create"))
            : PostWooCommerceAsync(stack, "order.created", Payload("woocommerce/order-created"));
        await Eventually.HoldsAsync(() => stack.Proxy.Calls.Count > 0, "storage is asked");

        stack.Time.Advance(TimeSpan.FromSeconds(4));

        (await posting).Refusal.ShouldNotBeNull().Reason.ShouldBe(RefusalReason.Unavailable);
    }

    [Theory]
    [InlineData("shopify", "text/plain")]
    [InlineData("shopify", "application/x-www-form-urlencoded")]
    [InlineData("woocommerce", "text/xml")]
    [InlineData("woocommerce", null)]
    public async Task What_is_not_JSON_is_refused_as_such(string source, string? contentType)
    {
        await using var stack = await OutboxStack.OnAsync(azurite, Signed);

        (await PostAsync(stack, source, "{}", new HeaderDictionary { ["Content-Type"] = contentType })).Refusal.ShouldNotBeNull().Reason.ShouldBe(RefusalReason.NotJson);
    }

    [Fact]
    public async Task Nothing_of_a_request_stands_in_the_log()
    {
        await using var stack = await OutboxStack.OnAsync(azurite, [.. Signed, ("Orders__MatchGuestsBy", "Email")]);
        await PostShopifyAsync(stack, "orders/create", Payload("shopify/orders-create", order => order["customer"] = null));
        await PostShopifyAsync(stack, "customers/redact", Payload("shopify/customers-redact"));
        await PostShopifyAsync(stack, "fulfillments/create", Payload("shopify/fulfillments-create", parcel => parcel["order_id"] = 5));
        await PostWooCommerceAsync(stack, "order.created", Payload("woocommerce/order-created"));

        await ComposeAllAsync(stack);

        var log = string.Join('\n', stack.Log.Lines);
        log.ShouldNotBeEmpty();
        foreach (var secret in new[] { "@example.com", "555", ShopifySecret, WooCommerceSecret, "Thank you" })
            log.ShouldNotContain(secret);
    }
}
