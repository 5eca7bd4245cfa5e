using System.Text.Json.Nodes;
using ChatraFunctions.Core.Tests.Outbox;
using ChatraFunctions.Customers;
using ChatraFunctions.Orders;
using TestKit;
using static ChatraFunctions.Core.Tests.Orders.ShopRequests;

namespace ChatraFunctions.Core.Tests.Orders;

/// <summary>GET /orders/{source}/{orderId}: no event of an order is without a visible outcome.</summary>
public sealed class OrderReaderTests(AzuriteFixture azurite)
{
    private const string OrderId = "820982911946154508";

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Order_is_shown_with_its_customer_its_state_and_its_messages_in_order()
    {
        await using var stack = await OutboxStack.OnAsync(azurite, Signed);
        var (binding, _) = await stack.Get<CustomerBindings>().BindAsync("207119551", details: null, Ending);
        await TellAsync(stack, "orders/create", "orders-create");
        await TellAsync(stack, "fulfillments/create", "fulfillments-create");

        var order = (await ReadAsync(stack, "Shopify")).ShouldNotBeNull();

        (order.Source, order.OrderId, order.OrderNumber, order.ShopDomain, order.State).ShouldBe(("shopify", OrderId, "#1042", ShopDomain, OrderKind.Shipped));
        (order.Customer.CustomerId, order.Customer.ClientId).ShouldBe(("207119551", binding.ClientId));
        order.Messages.Select(message => $"{message.Kind} {message.FulfilmentId} {message.Status}").ShouldBe(["Placed  superseded", "Shipped 255858046 queued"]);
        order.Messages[0].Reason.ShouldBe("a later state of the order took its place");
        order.Messages[1].Text.ShouldNotBeNull().ShouldContain("#1042");
        order.Silent.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_waits_for_its_order_is_shown_as_waiting()
    {
        await using var stack = await OutboxStack.OnAsync(azurite, Signed);
        await TellAsync(stack, "refunds/create", "refunds-create");

        var message = (await ReadAsync(stack)).ShouldNotBeNull().Messages.ShouldHaveSingleItem();
        (message.Status, message.Text).ShouldBe(("waiting", null));
        message.Reason.ShouldNotBeNull().ShouldContain("has not come yet");

        await TellAsync(stack, "orders/updated", "orders-paid"); // It names the customer, and settles what waited.
        (await ReadAsync(stack)).ShouldNotBeNull().Messages.ShouldHaveSingleItem().Reason.ShouldBe("not bound");
    }

    [Theory]
    [InlineData("orders/updated", "orders-paid", null, "only what is known of the order may have changed")]
    [InlineData("orders/delete", "orders-paid", null, "the order was deleted")]
    [InlineData("fulfillments/update", "fulfillments-create", "pending", "the parcel is not on its way yet")]
    [InlineData("orders/edited", "orders-paid", null, "customers are not told of this topic")]
    public async Task Event_that_tells_the_customer_nothing_is_shown_with_the_reason(string topic, string sample, string? status, string reason)
    {
        await using var stack = await OutboxStack.OnAsync(azurite, Signed);

        await TellAsync(stack, topic, sample, order => order["status"] = status);
        await TellAsync(stack, topic, sample, order => order["status"] = status);

        var order = (await ReadAsync(stack)).ShouldNotBeNull();
        order.Messages.ShouldBeEmpty();
        var silent = order.Silent.ShouldHaveSingleItem();
        (silent.Event, silent.Reason).ShouldBe((topic, reason));
    }

    [Fact]
    public async Task Refund_of_no_money_is_shown_with_the_reason()
    {
        await using var stack = await OutboxStack.OnAsync(azurite, Signed);

        await TellAsync(stack, "refunds/create", "refunds-create", refund => refund["transactions"] = new JsonArray());

        (await ReadAsync(stack)).ShouldNotBeNull().Silent.ShouldHaveSingleItem().Reason.ShouldBe("no money goes back");
    }

    [Theory]
    [InlineData("order.updated", "order-updated-processing", "on-hold", "customers are not told of the status \"on-hold\"")]
    [InlineData("order.deleted", "order-deleted", null, "the order was deleted")]
    [InlineData("order.restored", "order-updated-processing", null, "the order was restored")]
    [InlineData("order.paid", "order-updated-processing", null, "customers are not told of this topic")]
    public async Task Event_of_WooCommerce_that_tells_the_customer_nothing_is_shown_too(string topic, string sample, string? status, string reason)
    {
        await using var stack = await OutboxStack.OnAsync(azurite, Signed);
        var body = Payload($"woocommerce/{sample}", order => order["status"] = status ?? order["status"]?.DeepClone());

        (await PostWooCommerceAsync(stack, topic, body)).IsRefused.ShouldBeFalse();
        await ComposeAllAsync(stack);

        var order = (await stack.Get<OrderReader>().FindAsync("woocommerce", "727", Ending)).ShouldNotBeNull();
        (order.Messages.Count, order.Silent.ShouldHaveSingleItem().Reason).ShouldBe((0, reason));
    }

    [Theory]
    [InlineData("shopify", "1")]
    [InlineData("nobody", OrderId)]
    [InlineData("shopify", "")]
    public async Task Order_that_was_never_told_of_is_not_found(string source, string orderId)
    {
        await using var stack = await OutboxStack.OnAsync(azurite, Signed);
        await TellAsync(stack, "orders/create", "orders-create");

        (await stack.Get<OrderReader>().FindAsync(source, orderId, Ending)).ShouldBeNull();
    }

    [Fact]
    public async Task Orders_whose_ids_begin_alike_are_told_apart()
    {
        await using var stack = await OutboxStack.OnAsync(azurite, Signed);
        foreach (var id in new[] { "7", "7:paid", "77", "7/#" })
            await TellAsync(stack, "orders/create", "orders-create", order => order["id"] = id);

        foreach (var id in new[] { "7", "7:paid", "77", "7/#" })
            (await stack.Get<OrderReader>().FindAsync("shopify", id, Ending)).ShouldNotBeNull().Messages.ShouldHaveSingleItem().Key.ShouldBe($"shopify:{id}:placed");
    }

    private static Task<OrderView?> ReadAsync(OutboxStack stack, string source = "shopify") => stack.Get<OrderReader>().FindAsync(source, OrderId, Ending);

    private static async Task TellAsync(OutboxStack stack, string topic, string sample, Action<JsonObject>? change = null)
    {
        (await PostShopifyAsync(stack, topic, Payload($"shopify/{sample}", change))).IsRefused.ShouldBeFalse();
        await ComposeAllAsync(stack);
    }
}
