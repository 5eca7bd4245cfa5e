using System.Text.Json.Nodes;
using ChatraFunctions.Core.Tests.Outbox;
using ChatraFunctions.Customers;
using ChatraFunctions.Orders;
using ChatraFunctions.Outbox;
using ChatraFunctions.Queues;
using ChatraFunctions.Status;
using ChatraFunctions.Storage;
using Azure.Data.Tables;
using TestKit;
using static ChatraFunctions.Core.Tests.Orders.ShopRequests;

namespace ChatraFunctions.Core.Tests.Orders;

/// <summary>From a shop's webhooks to messages: in any order, any number of times, with and without a customer.</summary>
public sealed class ShopOrderTests(AzuriteFixture azurite)
{
    private const string Order = "shopify:820982911946154508";

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Parcel_and_refund_find_their_customer_and_number_by_the_order()
    {
        await using var stack = await OutboxStack.OnAsync(azurite, Signed);
        var clientId = await BindAsync(stack, "207119551");

        await TellAsync(stack, "orders/create", "orders-create");
        await TellAsync(stack, "fulfillments/create", "fulfillments-create");
        await TellAsync(stack, "refunds/create", "refunds-create");

        foreach (var key in new[] { $"{Order}:shipped:255858046", $"{Order}:refunded" })
        {
            var message = await stack.FindAsync(key);
            message.ClientId.ShouldBe(clientId);
            message.Text.ShouldContain("#1042");
        }
    }

    [Fact]
    public async Task Parcel_that_comes_before_its_order_waits_for_it()
    {
        await using var stack = await OutboxStack.OnAsync(azurite, Signed);
        await BindAsync(stack, "207119551");
        await PostShopifyAsync(stack, "fulfillments/create", Payload("shopify/fulfillments-create"));
        var early = await TakeOneAsync(stack);

        await ComposeAsync(stack, early);

        (await stack.Deliveries.FindAsync($"{Order}:shipped:255858046", Ending)).ShouldBeNull();
        (await stack.CountAsync(QueueNames.OrderEvents)).ShouldBe(1);
        stack.DelaysOf(QueueNames.OrderEvents)[^1].ShouldBe(5);

        await TellAsync(stack, "orders/create", "orders-create");
        await ComposeAsync(stack, early); // What waits in the queue is the same.
        (await stack.FindAsync($"{Order}:shipped:255858046")).Status.ShouldBe(DeliveryStatus.Queued);
    }

    [Fact]
    public async Task Wait_grows_longer_and_ends_with_a_reason()
    {
        await using var stack = await OutboxStack.OnAsync(azurite, Signed);
        await PostShopifyAsync(stack, "refunds/create", Payload("shopify/refunds-create"));
        var early = await TakeOneAsync(stack);

        foreach (var (age, delay) in new[] { (30, 10), (600, 200), (7200, 900), (14_399, 900) })
        {
            stack.Time.SetUtcNow(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).AddSeconds(age));
            await ComposeAsync(stack, early);
            stack.DelaysOf(QueueNames.OrderEvents)[^1].ShouldBe(delay);
        }

        stack.Time.Advance(TimeSpan.FromSeconds(1));
        await ComposeAsync(stack, early);

        var skipped = await stack.FindAsync($"{Order}:refunded");
        (skipped.Status, skipped.Reason).ShouldBe((DeliveryStatus.Skipped, "the order is not known, so neither is its customer"));
        (await stack.CountAsync(QueueNames.OrderEvents)).ShouldBe(4);
    }

    [Fact]
    public async Task Parcel_whose_order_comes_after_the_wait_is_told_then_and_the_order_itself_is_not()
    {
        await using var stack = await OutboxStack.OnAsync(azurite, Signed);
        var clientId = await BindAsync(stack, "207119551");
        await PostShopifyAsync(stack, "fulfillments/create", Payload("shopify/fulfillments-create"));
        var early = await TakeOneAsync(stack);
        stack.Time.Advance(TimeSpan.FromHours(5));
        await ComposeAsync(stack, early);
        (await stack.FindAsync($"{Order}:shipped:255858046")).Status.ShouldBe(DeliveryStatus.Skipped);

        await TellAsync(stack, "orders/create", "orders-create");
        await TellAsync(stack, "orders/create", "orders-create");

        var shipped = await stack.FindAsync($"{Order}:shipped:255858046");
        (shipped.Status, shipped.Reason, shipped.ClientId).ShouldBe((DeliveryStatus.Queued, null, clientId));
        shipped.Text.ShouldContain("#1042");
        (await stack.FindAsync($"{Order}:placed")).Status.ShouldBe(DeliveryStatus.Superseded);
        (await stack.CountAsync(QueueNames.Outbox)).ShouldBe(1);
        await stack.CompanionsShouldAgreeAsync();
    }

    [Fact]
    public async Task Parcel_that_is_cancelled_before_it_was_told_is_not_and_takes_nobodys_place()
    {
        await using var stack = await OutboxStack.OnAsync(azurite, Signed);
        await BindAsync(stack, "207119551");
        await TellAsync(stack, "orders/create", "orders-create");
        await TellAsync(stack, "fulfillments/create", "fulfillments-create");

        await TellAsync(stack, "fulfillments/update", "fulfillments-create", parcel => (parcel["status"], parcel["updated_at"]) = ("cancelled", "2026-03-05T00:00:00Z"));

        var shipped = await stack.FindAsync($"{Order}:shipped:255858046");
        (shipped.Status, shipped.Reason).ShouldBe((DeliveryStatus.Superseded, "the parcel is not on its way any more"));
    }

    [Fact]
    public async Task Parcel_that_was_cancelled_is_not_told_when_its_news_comes_late()
    {
        await using var stack = await OutboxStack.OnAsync(azurite, Signed);
        await BindAsync(stack, "207119551");
        await TellAsync(stack, "fulfillments/update", "fulfillments-create", parcel => (parcel["status"], parcel["updated_at"]) = ("cancelled", "2026-03-05T00:00:00Z"));
        await TellAsync(stack, "orders/create", "orders-create");
        await TellAsync(stack, "fulfillments/create", "fulfillments-create");

        var shipped = await stack.FindAsync($"{Order}:shipped:255858046");
        (shipped.Status, shipped.Reason).ShouldBe((DeliveryStatus.Skipped, "the parcel is not on its way any more"));
        (await stack.FindAsync($"{Order}:placed")).Status.ShouldBe(DeliveryStatus.Queued);
    }

    [Fact]
    public async Task What_is_older_than_the_retention_is_not_told_again_when_its_order_is_touched()
    {
        await using var stack = await OutboxStack.OnAsync(azurite, [.. Signed, ("Retention__Days", "30")]);
        await BindAsync(stack, "207119551");
        stack.Time.SetUtcNow(new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero));

        await TellAsync(stack, "orders/create", "orders-create");

        var placed = await stack.FindAsync($"{Order}:placed");
        (placed.Status, placed.Reason).ShouldBe((DeliveryStatus.Skipped, "it is older than messages are kept: see the setting Retention__Days"));
    }

    [Fact]
    public async Task Tracking_that_a_plugin_adds_later_goes_into_the_message_that_is_there()
    {
        await using var stack = await OutboxStack.OnAsync(azurite, Signed);
        await BindAsync(stack, "7");
        await TellWooCommerceAsync(stack, "order.updated", "order-updated-completed", order => Complete(order));
        await SendAllAsync(stack);
        (await stack.FindAsync("woocommerce:727:shipped")).Status.ShouldBe(DeliveryStatus.Sent);

        await TellWooCommerceAsync(stack, "order.updated", "order-updated-completed", order => Complete(order, ("a", "LX1")));
        await TellWooCommerceAsync(stack, "order.updated", "order-updated-completed", order => Complete(order, ("a", "LX1")));
        await SendAllAsync(stack);

        var edited = await stack.FindAsync("woocommerce:727:shipped");
        edited.Status.ShouldBe(DeliveryStatus.Edited);
        edited.Text.ShouldContain("LX1");
        (await stack.Deliveries.FindAsync("woocommerce:727:shipped:a", Ending)).ShouldBeNull();

        await TellWooCommerceAsync(stack, "order.updated", "order-updated-completed", order => Complete(order, ("a", "LX1"), ("b", "LX2")));
        await SendAllAsync(stack);

        (await stack.FindAsync("woocommerce:727:shipped:b")).Status.ShouldBe(DeliveryStatus.Sent);
        (await stack.FindAsync("woocommerce:727:shipped")).Text.ShouldContain("LX1");
        (await stack.Deliveries.FindAsync("woocommerce:727:shipped:a", Ending)).ShouldBeNull();
        stack.Chatra.Lines.Count(line => line.StartsWith("POST", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task Parcel_with_more_numbers_than_a_row_holds_is_told_with_the_first_of_them()
    {
        await using var stack = await OutboxStack.OnAsync(azurite, Signed);
        await BindAsync(stack, "207119551");
        await TellAsync(stack, "orders/create", "orders-create");

        await TellAsync(stack, "fulfillments/create", "fulfillments-create", parcel => parcel["tracking_numbers"] =
            new JsonArray([.. Enumerable.Range(0, 200).Select(number => (JsonNode)$"{number:D3}{new string('é', 300)}")]));

        var shipped = await stack.FindAsync($"{Order}:shipped:255858046");
        shipped.Status.ShouldBe(DeliveryStatus.Queued);
        shipped.Text.ShouldContain($"000{new string('é', 300)}, 001{new string('é', 300)}, ");
    }

    [Fact]
    public async Task Parcels_whose_numbers_are_too_long_for_a_key_are_told_all_the_same()
    {
        await using var stack = await OutboxStack.OnAsync(azurite, Signed);
        await BindAsync(stack, "7");
        var (first, second) = (new string('/', 300) + "1", new string('/', 1_500) + "2");

        for (var times = 0; times < 2; times++)
            await TellWooCommerceAsync(stack, "order.updated", "order-updated-completed", order => Complete(order, (null, first), (null, second)));

        var texts = (await stack.Get<MessageOutbox>().FindAllAsync("woocommerce:727:shipped:", Ending)).Select(message => message.Text).ToList();
        texts.Count.ShouldBe(2);
        texts.ShouldContain(text => text.Contains(first, StringComparison.Ordinal));
        texts.ShouldContain(text => text.Contains(second, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Waiting_can_be_turned_off()
    {
        await using var stack = await OutboxStack.OnAsync(azurite, [.. Signed, ("Orders__WaitForOrder", "00:00:00")]);

        await TellAsync(stack, "refunds/create", "refunds-create");

        (await stack.FindAsync($"{Order}:refunded")).Status.ShouldBe(DeliveryStatus.Skipped);
    }

    [Fact]
    public async Task Parcel_told_by_both_topics_is_one_message_and_two_parcels_are_two()
    {
        await using var stack = await OutboxStack.OnAsync(azurite, Signed);
        await BindAsync(stack, "207119551");

        await TellAsync(stack, "orders/partially_fulfilled", "orders-partially_fulfilled");
        await TellAsync(stack, "fulfillments/create", "fulfillments-create");
        await TellAsync(stack, "orders/fulfilled", "orders-fulfilled");

        (await stack.Deliveries.CountUnsentAsync(Ending)).Unsent.ShouldBe(2);
        (await stack.FindAsync($"{Order}:shipped:255858047")).Text.ShouldContain("1z827wk74631, 1z827wk74632");
    }

    [Fact]
    public async Task Guest_is_skipped_with_a_reason_and_so_is_their_parcel()
    {
        await using var stack = await OutboxStack.OnAsync(azurite, Signed);

        await TellAsync(stack, "orders/create", "orders-create", order => order["customer"] = null);
        await TellAsync(stack, "fulfillments/create", "fulfillments-create");

        foreach (var key in new[] { $"{Order}:placed", $"{Order}:shipped:255858046" })
        {
            var message = await stack.FindAsync(key);
            (message.Status, message.Reason).ShouldBe((DeliveryStatus.Skipped, "guest: the order has no customer"));
        }
    }

    [Fact]
    public async Task Guest_who_is_bound_by_their_address_is_told_also_of_the_parcel()
    {
        await using var stack = await OutboxStack.OnAsync(azurite, [.. Signed, ("Orders__MatchGuestsBy", "Email")]);
        var clientId = await BindAsync(stack, "jon@example.com");

        await TellAsync(stack, "orders/create", "orders-create", order => order["customer"] = null);
        await TellAsync(stack, "fulfillments/create", "fulfillments-create");

        (await stack.FindAsync($"{Order}:placed")).ClientId.ShouldBe(clientId);
        (await stack.FindAsync($"{Order}:shipped:255858046")).ClientId.ShouldBe(clientId);
    }

    [Fact]
    public async Task Customer_who_is_not_bound_is_skipped_as_such()
    {
        await using var stack = await OutboxStack.OnAsync(azurite, Signed);

        await TellAsync(stack, "orders/create", "orders-create");

        (await stack.FindAsync($"{Order}:placed")).Reason.ShouldBe("not bound");
    }

    [Fact]
    public async Task Test_order_is_on_record_and_never_told_nor_is_its_parcel()
    {
        await using var stack = await OutboxStack.OnAsync(azurite, Signed);
        await BindAsync(stack, "207119551");

        await TellAsync(stack, "orders/create", "orders-create", order => order["test"] = true);
        await TellAsync(stack, "fulfillments/create", "fulfillments-create");

        foreach (var key in new[] { $"{Order}:placed", $"{Order}:shipped:255858046" })
            (await stack.FindAsync(key)).Reason.ShouldBe("test order");
        (await stack.CountAsync(QueueNames.Outbox)).ShouldBe(0);
    }

    [Fact]
    public async Task Deleted_order_says_nothing_more_until_it_is_restored()
    {
        await using var stack = await OutboxStack.OnAsync(azurite, Signed);
        await BindAsync(stack, "26");
        await TellWooCommerceAsync(stack, "order.created", "order-created");
        stack.Time.Advance(TimeSpan.FromMinutes(1));
        await TellWooCommerceAsync(stack, "order.deleted", "order-deleted");
        await TellWooCommerceAsync(stack, "order.updated", "order-updated-processing");
        stack.Time.Advance(TimeSpan.FromMinutes(1));
        await TellWooCommerceAsync(stack, "order.restored", "order-updated-processing");
        await TellWooCommerceAsync(stack, "order.updated", "order-updated-completed");

        var placed = await stack.FindAsync("woocommerce:727:placed");
        (placed.Status, placed.Reason).ShouldBe((DeliveryStatus.Superseded, "the order was deleted"));
        (await stack.FindAsync("woocommerce:727:paid")).Reason.ShouldBe("the order was deleted");
        (await stack.FindAsync("woocommerce:727:shipped:b5d1f3a8e0c94e0f6a0f3a7c1d2e4b60")).Status.ShouldBe(DeliveryStatus.Queued);
    }

    [Fact]
    public async Task Order_that_says_nothing_to_the_customer_is_known_all_the_same()
    {
        await using var stack = await OutboxStack.OnAsync(azurite, Signed);

        await TellWooCommerceAsync(stack, "order.updated", "order-updated-processing", order => order["status"] = "on-hold");

        var order = (await stack.Get<KnownOrders>().FindAsync("woocommerce", "727", Ending)).ShouldNotBeNull().Order;
        (order.CustomerId, order.OrderNumber, order.State, order.IsSeen).ShouldBe(("26", "727", null, true));
    }

    [Fact]
    public async Task Privacy_request_is_listed_once_without_an_address_and_counted()
    {
        await using var stack = await OutboxStack.OnAsync(azurite, Signed);

        await TellAsync(stack, "customers/redact", "customers-redact");
        await TellAsync(stack, "customers/redact", "customers-redact");
        await TellAsync(stack, "shop/redact", "shop-redact");

        var rows = new List<TableEntity>();
        await foreach (var row in stack.Account.Table(TableNames.PrivacyRequests).QueryAsync<TableEntity>(cancellationToken: Ending))
            rows.Add(row);
        rows.Count.ShouldBe(2);
        rows.Single(row => row.GetString("Topic") == "customers/redact").ShouldSatisfyAllConditions(
            row => row.GetString("CustomerId").ShouldBe("207119551"),
            row => row.GetString("Orders").ShouldBe("299938,280263,220458"),
            row => row.GetString("ShopDomain").ShouldBe(ShopDomain),
            row => row.ShouldNotContain(column => Equals(column.Value, "john@example.com")));
        (await stack.Get<StatusReader>().ReadAsync(Ending)).PrivacyRequests.ShouldBe(2);
    }

    private static async Task TellAsync(OutboxStack stack, string topic, string sample, Action<JsonObject>? change = null)
    {
        (await PostShopifyAsync(stack, topic, Payload($"shopify/{sample}", change))).IsRefused.ShouldBeFalse();
        await ComposeAllAsync(stack);
    }

    private static async Task TellWooCommerceAsync(OutboxStack stack, string topic, string sample, Action<JsonObject>? change = null)
    {
        (await PostWooCommerceAsync(stack, topic, Payload($"woocommerce/{sample}", change))).IsRefused.ShouldBeFalse();
        await ComposeAllAsync(stack);
    }

    private static void Complete(JsonObject order, params (string? Id, string Number)[] parcels)
    {
        order["id"] = 727;
        order["customer_id"] = 7;
        order["status"] = "completed";
        order["meta_data"] = new JsonArray(new JsonObject
        {
            ["key"] = "_wc_shipment_tracking_items",
            ["value"] = new JsonArray([.. parcels.Select(parcel => (JsonNode)new JsonObject { ["tracking_id"] = parcel.Id, ["tracking_number"] = parcel.Number })]),
        });
    }

    /// <summary>What timer and sender do with all that waits.</summary>
    private static async Task SendAllAsync(OutboxStack stack)
    {
        foreach (var message in await stack.TakeAllAsync(QueueNames.Outbox))
            await stack.SendAsync(WakeUp.Read(new BinaryData(Convert.FromBase64String(message.MessageText))) with { ReleasedAt = stack.Now, Slot = new Slot(stack.Now, Epoch: 0) });
    }

    private static async Task<BinaryData> TakeOneAsync(OutboxStack stack) =>
        new(Convert.FromBase64String((await stack.TakeAllAsync(QueueNames.OrderEvents)).ShouldHaveSingleItem().MessageText));

    private static Task ComposeAsync(OutboxStack stack, BinaryData message) => stack.Get<OrderMessageComposer>().ComposeAsync(message, Ending);

    private static async Task<string> BindAsync(OutboxStack stack, string customerId) =>
        (await stack.Get<CustomerBindings>().BindAsync(customerId, details: null, Ending)).Binding.ClientId;
}
