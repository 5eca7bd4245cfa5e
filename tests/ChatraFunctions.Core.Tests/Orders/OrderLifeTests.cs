using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ChatraFunctions.Core.Tests.Outbox;
using ChatraFunctions.Customers;
using ChatraFunctions.Orders;
using ChatraFunctions.Outbox;
using ChatraFunctions.Queues;
using TestKit;

namespace ChatraFunctions.Core.Tests.Orders;

/// <summary>One order, many updates: what is sent, what is not any more, and what is changed in place.</summary>
public sealed class OrderLifeTests(AzuriteFixture azurite)
{
    private const string Later = "a later state of the order took its place";

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Unsent_state_is_superseded_by_a_later_one_and_only_that_is_sent()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await TellAsync(stack, "placed", 0);
        await TellAsync(stack, "paid", 1);
        await TellAsync(stack, "shipped", 2);

        await StatusShouldBeAsync(stack, "placed", DeliveryStatus.Superseded, Later);
        await StatusShouldBeAsync(stack, "paid", DeliveryStatus.Superseded, Later);
        await StatusShouldBeAsync(stack, "shipped", DeliveryStatus.Queued);
        await RunAsync(stack);

        stack.Chatra.Calls.ShouldHaveSingleItem().ShouldContain("has shipped");
        await stack.CompanionsShouldAgreeAsync();
    }

    [Fact]
    public async Task Older_state_that_comes_late_never_follows_a_newer_one()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await TellAsync(stack, "shipped", 2);
        await RunAsync(stack);
        await TellAsync(stack, "placed", 0);
        await TellAsync(stack, "paid", 1);
        await RunAsync(stack);

        await StatusShouldBeAsync(stack, "shipped", DeliveryStatus.Sent);
        await StatusShouldBeAsync(stack, "placed", DeliveryStatus.Superseded, Later);
        await StatusShouldBeAsync(stack, "paid", DeliveryStatus.Superseded, Later);
        stack.Chatra.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Sent_states_follow_each_other()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        foreach (var (kind, hour) in new[] { ("placed", 0), ("paid", 1), ("shipped", 2), ("delivered", 3) })
        {
            await TellAsync(stack, kind, hour);
            await RunAsync(stack);
            await StatusShouldBeAsync(stack, kind, DeliveryStatus.Sent);
        }

        stack.Chatra.Requests.Count.ShouldBe(4);
    }

    [Fact]
    public async Task Cancelled_order_takes_all_that_is_unsent_with_it_parcels_too()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await TellAsync(stack, "paid", 1);
        await TellAsync(stack, "shipped", 2, data => data["fulfilmentId"] = "a");
        await TellAsync(stack, "shipped", 2, data => data["fulfilmentId"] = "b");
        await TellAsync(stack, "cancelled", 3);
        await RunAsync(stack);

        await StatusShouldBeAsync(stack, "shipped:a", DeliveryStatus.Superseded, Later);
        await StatusShouldBeAsync(stack, "shipped:b", DeliveryStatus.Superseded, Later);
        await StatusShouldBeAsync(stack, "cancelled", DeliveryStatus.Sent);
        stack.Chatra.Calls.ShouldHaveSingleItem().ShouldContain("has been cancelled");
    }

    [Fact]
    public async Task Parcels_do_not_take_each_other_s_place()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await TellAsync(stack, "shipped", 2, data => data["fulfilmentId"] = "a");
        await TellAsync(stack, "shipped", 3, data => data["fulfilmentId"] = "b");
        await TellAsync(stack, "delivered", 4, data => data["fulfilmentId"] = "b");

        await StatusShouldBeAsync(stack, "shipped:a", DeliveryStatus.Queued);
        await StatusShouldBeAsync(stack, "shipped:b", DeliveryStatus.Superseded, Later);
        await StatusShouldBeAsync(stack, "delivered:b", DeliveryStatus.Queued);
    }

    [Fact]
    public async Task Corrected_tracking_number_edits_the_message_in_the_chat()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await TellAsync(stack, "shipped", 2, data => data["tracking"] = new JsonObject { ["number"] = "OLD-1" });
        await RunAsync(stack);
        await TellAsync(stack, "shipped", 3, data => data["tracking"] = new JsonObject { ["number"] = "NEW-2" });
        await TellAsync(stack, "shipped", 3, data => data["tracking"] = new JsonObject { ["number"] = "NEW-2" });
        await RunAsync(stack);
        await TellAsync(stack, "shipped", 2, data => data["tracking"] = new JsonObject { ["number"] = "OLD-1" }); // Told again, and late.
        await RunAsync(stack);

        var message = await FindAsync(stack, "shipped");
        (message.Status, message.MessageId).ShouldBe((DeliveryStatus.Edited, "chatra-1"));
        message.Text.ShouldContain("NEW-2");
        stack.Chatra.Lines.ShouldBe(["POST /pushedMessages/", "PUT /pushedMessages/chatra-1"]);
    }

    [Fact]
    public async Task Corrected_tracking_number_of_an_unsent_message_goes_out_at_once()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await TellAsync(stack, "shipped", 2, data => data["tracking"] = new JsonObject { ["number"] = "OLD-1" });
        await TellAsync(stack, "shipped", 3, data => data["tracking"] = new JsonObject { ["number"] = "NEW-2" });
        await RunAsync(stack);

        stack.Chatra.Calls.ShouldHaveSingleItem().ShouldContain("NEW-2");
    }

    [Fact]
    public async Task Same_event_again_does_not_undo_what_a_person_has_changed()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await TellAsync(stack, "paid", 1);
        await stack.Get<MessageChanges>().EditAsync("cloudevents:7:paid", "By hand", Ending);
        await TellAsync(stack, "paid", 1);

        (await FindAsync(stack, "paid")).Text.ShouldBe("By hand");
    }

    [Fact]
    public async Task Message_that_somebody_wrote_under_an_order_s_key_is_left_alone()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await stack.QueueAsync("cloudevents:7:paid", "My own words", "c");
        await TellAsync(stack, "paid", 1, data => data["total"] = "5");

        (await FindAsync(stack, "paid")).Text.ShouldBe("My own words");
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    public async Task Older_state_that_Chatra_did_not_take_is_not_tried_again_after_the_newer_one_is_known(HttpStatusCode status)
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await TellAsync(stack, "placed", 0);
        var answer = stack.Chatra.HoldsNext((int)status);
        var sending = stack.SendAsync(await FindAsync(stack, "placed"));
        await Eventually.HoldsAsync(() => stack.Chatra.Lines.Count == 1, "it is on its way");
        await TellAsync(stack, "paid", 1);
        answer.SetResult();
        await sending;

        await StatusShouldBeAsync(stack, "placed", DeliveryStatus.Superseded, Later);
        await StatusShouldBeAsync(stack, "paid", DeliveryStatus.Queued);
    }

    [Fact]
    public async Task Older_state_that_arrives_while_the_newer_one_is_told_stays_sent()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await TellAsync(stack, "placed", 0);
        var answer = stack.Chatra.HoldsNext();
        var sending = stack.SendAsync(await FindAsync(stack, "placed"));
        await Eventually.HoldsAsync(() => stack.Chatra.Lines.Count == 1, "it is on its way");
        await TellAsync(stack, "paid", 1);
        answer.SetResult();
        await sending;

        (await FindAsync(stack, "placed")).ShouldSatisfyAllConditions(
            placed => placed.Status.ShouldBe(DeliveryStatus.Sent),
            placed => placed.MessageId.ShouldBe("chatra-1"));
        stack.Chatra.Lines.ShouldHaveSingleItem().ShouldStartWith("POST");
    }

    [Fact]
    public async Task Kind_that_is_not_sent_is_on_record_and_takes_nobody_s_place()
    {
        await using var stack = await OutboxStack.OnAsync(azurite, ("Orders__Kinds__0", "shipped"), ("Orders__Kinds__1", "Placed"));
        await TellAsync(stack, "placed", 0);
        await TellAsync(stack, "paid", 1);

        await StatusShouldBeAsync(stack, "placed", DeliveryStatus.Queued);
        await StatusShouldBeAsync(stack, "paid", DeliveryStatus.Skipped, "messages of this kind are not sent: see the setting Orders__Kinds");
        await TellAsync(stack, "cancelled", 2);
        await StatusShouldBeAsync(stack, "placed", DeliveryStatus.Superseded, Later);
    }

    [Theory]
    [InlineData("Orders__AgentId", "agentId")]
    [InlineData("Orders__GroupId", "groupId")]
    public async Task Agent_or_group_of_the_settings_speaks(string setting, string property)
    {
        await using var stack = await OutboxStack.OnAsync(azurite, (setting, "someone"));
        await TellAsync(stack, "placed", 0);
        await RunAsync(stack);

        stack.Chatra.Requests.ShouldHaveSingleItem().GetProperty(property).GetString().ShouldBe("someone");
    }

    [Theory]
    [InlineData("de-AT", "Vielen Dank für Ihre Bestellung #7!")]
    [InlineData("sv", "Thank you for your order #7!")]
    public async Task Customer_is_told_in_their_language(string locale, string beginning)
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await TellAsync(stack, "placed", 0, data => (data["locale"], data["orderNumber"]) = (locale, "#7"));

        (await FindAsync(stack, "placed")).Text.ShouldStartWith(beginning);
    }

    [Fact]
    public async Task Customer_s_language_may_be_known_from_their_binding_and_the_default_is_a_setting()
    {
        await using var stack = await OutboxStack.OnAsync(azurite, ("Orders__DefaultLanguage", "nl"));
        await stack.Get<CustomerBindings>().BindAsync("42", new CustomerDetails(null, null, null, "it"), Ending);
        await TellAsync(stack, "placed", 0, data => (data["clientId"], data["customerId"]) = (null, "42"));
        await TellAsync(stack, "placed", 0, data => data["orderId"] = "8");

        (await FindAsync(stack, "placed")).Text.ShouldStartWith("Grazie");
        (await stack.FindAsync("cloudevents:8:placed")).Text.ShouldStartWith("Bedankt");
    }

    [Fact]
    public async Task Refunds_of_an_order_are_one_message_of_their_sum()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        foreach (var (refund, total, hour) in new[] { ("r2", "2.50", 5), ("r1", "10.00", 4), ("r2", "2.50", 5) })
            await ComposeAsync(stack, new OrderEvent { Source = "shopify", Kind = OrderKind.Refunded, OrderId = "7", RefundId = refund, Total = total, Currency = "EUR", ClientId = "c", OccurredAt = At(hour) });

        (await stack.FindAsync("shopify:7:refunded")).Text.ShouldStartWith("We have refunded €12.50 of your order 7.");
    }

    [Fact]
    public async Task Two_events_of_an_order_at_once_leave_one_of_them_to_be_sent()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        for (var round = 0; round < 20; round++)
        {
            var id = $"at-once-{round}";
            await Task.WhenAll(new[] { ("placed", 0), ("paid", 1), ("shipped", 2) }.Select(each => Task.Run(() => TellAsync(stack, each.Item1, each.Item2, data => data["orderId"] = id))));

            (await stack.FindAsync($"cloudevents:{id}:placed")).Status.ShouldBe(DeliveryStatus.Superseded);
            (await stack.FindAsync($"cloudevents:{id}:paid")).Status.ShouldBe(DeliveryStatus.Superseded);
            (await stack.FindAsync($"cloudevents:{id}:shipped")).Status.ShouldBe(DeliveryStatus.Queued);
        }

        await stack.CompanionsShouldAgreeAsync();
    }

    private static DateTimeOffset At(int hour) => new(2026, 3, 1, hour, 0, 0, TimeSpan.Zero);

    private static Task TellAsync(OutboxStack stack, string kind, int hour, Action<JsonObject>? change = null)
    {
        var data = new JsonObject { ["source"] = "cloudevents", ["kind"] = kind, ["orderId"] = "7", ["clientId"] = "c", ["occurredAt"] = At(hour) };
        change?.Invoke(data);
        return ComposeAsync(stack, Encoding.UTF8.GetBytes(data.ToJsonString()));
    }

    private static Task ComposeAsync(OutboxStack stack, OrderEvent order) => ComposeAsync(stack, new OrderNotices { Events = [new("id", "name", order)] }.ToBody());

    private static Task ComposeAsync(OutboxStack stack, byte[] body) => stack.Get<OrderMessageComposer>().ComposeAsync(
        new BinaryData(EnvelopeFormat.Write(new Envelope("id", "order.any", stack.Now, body), blobName: null)), Ending);

    /// <summary>What timer and sender do with all that waits, each at a slot of its own.</summary>
    private static async Task RunAsync(OutboxStack stack)
    {
        foreach (var message in await stack.TakeAllAsync(QueueNames.Outbox))
            await stack.SendAsync(WakeUp.Read(new BinaryData(Convert.FromBase64String(message.MessageText))) with { ReleasedAt = stack.Now, Slot = new Slot(stack.Now, Epoch: 0) });
    }

    private static Task<Delivery> FindAsync(OutboxStack stack, string state) => stack.FindAsync($"cloudevents:7:{state}");

    private static async Task StatusShouldBeAsync(OutboxStack stack, string state, DeliveryStatus status, string? reason = null)
    {
        var delivery = await FindAsync(stack, state);
        (delivery.Status, delivery.Reason).ShouldBe((status, reason), state);
    }
}
