using System.Globalization;
using System.Text;
using Azure.Data.Tables;
using ChatraFunctions.Customers;
using ChatraFunctions.Erasure;
using ChatraFunctions.Orders;
using ChatraFunctions.Outbox;
using ChatraFunctions.Queues;
using ChatraFunctions.Storage;
using Microsoft.Extensions.DependencyInjection;
using TestKit;

namespace ChatraFunctions.Core.Tests.Erasure;

/// <summary>The orders of a person who was erased: they are found, go, and do not come back with the shop's next repetition.</summary>
public sealed class ErasedOrdersTests(AzuriteFixture azurite)
{
    private const string Customer = $"\"customerId\":\"{ErasureStack.CustomerId}\",\"statusUrl\":\"https://shop.example/{ErasureStack.Text}\"";
    private const string Other = "\"customerId\":\"other\"";
    private const string Client = $"\"clientId\":\"{ErasureStack.ClientId}\"";
    private const string Nobody = $"\"fulfilmentId\":\"f\",\"tracking\":{{\"number\":\"{ErasureStack.Text}\"}}";

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Orders_and_their_messages_go_and_do_not_come_back()
    {
        await using var stack = await ErasureStack.OnAsync(azurite);
        await BindAsync(stack);
        await TellAllAsync(stack);
        (await stack.DumpAsync()).ShouldContain($"\"number\":\"{ErasureStack.Text}\"", Case.Insensitive);

        var report = await stack.EraseAsync();

        report.Counts.ShouldBe(new ErasedCounts(Messages: 3, Orders: 1, Bindings: 1));
        await stack.NothingShouldBeLeftAsync();
        var before = await stack.DumpAsync();
        for (var times = 0; times < 2; times++)
            await TellAllAsync(stack);

        (await stack.DumpAsync()).ShouldBe(before);
        (await stack.Product.CountAsync(QueueNames.OrderEvents)).ShouldBe(0); // Nor does anything wait for the order.
        stack.Product.Log.Lines.ShouldNotContain(line => line.Contains(ErasureStack.CustomerId, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Order_of_which_nothing_was_known_is_held_back_by_whose_it_is()
    {
        await using var stack = await ErasureStack.OnAsync(azurite);
        await BindAsync(stack);
        await stack.EraseAsync();

        await TellAsync(stack, stack.Product.Host, "placed", "another", Customer);
        await TellAsync(stack, stack.Product.Host, "placed", "one more", Client);

        await stack.NothingShouldBeLeftAsync();
        (await PartitionsAsync(stack)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Customer_who_is_not_bound_any_more_is_found_by_what_was_sent_to_them()
    {
        await using var stack = await ErasureStack.OnAsync(azurite);
        await BindAsync(stack);
        await TellAllAsync(stack);
        await stack.Product.SendAsync(await stack.Product.FindAsync("cloudevents:7:placed"));
        await stack.Get<CustomerBindings>().UnbindAsync(ErasureStack.CustomerId, Ending);

        (await stack.EraseAsync()).Counts.Orders.ShouldBe(1);

        await stack.NothingShouldBeLeftAsync();
        await TellAllAsync(stack);
        (await PartitionsAsync(stack)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Order_after_the_erasure_is_a_new_beginning_and_an_erased_one_stays_forgotten()
    {
        await using var stack = await ErasureStack.OnAsync(azurite);
        await BindAsync(stack);
        await TellAllAsync(stack);
        await stack.EraseAsync();

        foreach (var orderId in new[] { "7", "8" })
            await TellAsync(stack, stack.Product.Host, "placed", orderId, Customer, stack.Product.Now.AddHours(1));

        await stack.RunLastPassAsync();
        (await PartitionsAsync(stack)).ShouldBe(["cloudevents:8"]);
        var message = await stack.Product.FindAsync("cloudevents:8:placed");
        (message.Status, message.Reason).ShouldBe((DeliveryStatus.Skipped, "not bound"));
    }

    [Fact]
    public async Task Order_that_comes_while_the_erasure_is_at_it_is_a_new_beginning()
    {
        await using var stack = await ErasureStack.OnAsync(azurite);
        await BindAsync(stack);
        await TellAllAsync(stack);
        await stack.Get<Erasures>().BeginAsync(ErasureStack.ClientId, Ending);
        await TellAsync(stack, stack.Product.Host, "placed", "8", Customer, stack.Product.Now.AddSeconds(1));

        await stack.RunAllAsync();

        (await PartitionsAsync(stack)).ShouldBe(["cloudevents:8"]);
        await TellAsync(stack, stack.Product.Host, "paid", "8", Customer, stack.Product.Now.AddSeconds(2));
        (await stack.Product.Deliveries.FindAsync("cloudevents:8:paid", Ending)).ShouldNotBeNull();
    }

    /// <summary>It keeps the tombstones that it read for a minute.</summary>
    [Fact]
    public async Task Instance_that_does_not_know_yet_is_caught_by_the_second_pass()
    {
        await using var stack = await ErasureStack.OnAsync(azurite);
        await BindAsync(stack);
        await TellAllAsync(stack);
        var slow = stack.Product.NewHost();
        await slow.GetRequiredService<Tombstones>().FindAsync("anybody", Ending);
        await stack.EraseAsync();

        await TellAllAsync(stack, slow);
        await TellAsync(stack, slow, "refunded", "7", Customer, stack.Product.Now.AddHours(1));
        (await PartitionsAsync(stack)).ShouldBe(["cloudevents:7"]);
        await stack.RunLastPassAsync();

        await stack.NothingShouldBeLeftAsync();
        (await PartitionsAsync(stack)).ShouldBeEmpty();
    }

    /// <summary>What it left would be nobody's, and no second pass would find it.</summary>
    [Fact]
    public async Task Event_that_names_nobody_is_held_back_by_an_instance_that_does_not_know_yet()
    {
        await using var stack = await ErasureStack.OnAsync(azurite);
        await BindAsync(stack);
        await TellAllAsync(stack);
        var slow = stack.Product.NewHost();
        await slow.GetRequiredService<Tombstones>().FindAsync("anybody", Ending);
        await stack.EraseAsync();

        await TellAsync(stack, slow, "shipped", "7", Nobody);

        (await PartitionsAsync(stack)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Any_number_of_orders_goes_in_steps()
    {
        await using var stack = await ErasureStack.OnAsync(azurite);
        await BindAsync(stack);
        var orders = stack.Account.Table(TableNames.Orders);
        for (var number = 0; number < 120; number++)
            await orders.AddEntityAsync(new TableEntity(string.Create(CultureInfo.InvariantCulture, $"shopify:{number}"), OrderRow.RowKey) { ["CustomerId"] = ErasureStack.CustomerId }, Ending);
        await orders.AddEntityAsync(new TableEntity("shopify:other", OrderRow.RowKey) { ["CustomerId"] = "other" }, Ending);
        var removed = new List<int>();
        await stack.Get<Erasures>().BeginAsync(ErasureStack.ClientId, Ending);

        await stack.RunAllAsync(async message =>
        {
            var before = (await PartitionsAsync(stack)).Count;
            await stack.Get<ErasureWork>().RunAsync(message, Ending);
            removed.Add(before - (await PartitionsAsync(stack)).Count);
        });

        (removed.Sum(), removed.Max()).ShouldBe((120, 50));
        (await PartitionsAsync(stack)).ShouldBe(["shopify:other"]);
    }

    /// <summary>Their bodies are blobs, which go with the person; the messages that lead there stay in their queues.</summary>
    [Fact]
    public async Task Long_events_that_wait_meanwhile_are_dropped_and_those_of_others_in_the_same_batch_are_not()
    {
        await using var stack = await ErasureStack.OnAsync(azurite);
        await BindAsync(stack);
        var chat = ErasureStack.Transcript("erased-chat-1", ErasureStack.ClientId, Transcripts.SampleEvents.Noon, ErasureStack.Text + new string('x', 60_000));
        (await stack.Get<ChatraFunctions.Webhooks.WebhookIntake>().AcceptAsync(Transcripts.ChatStack.Request(Encoding.UTF8.GetBytes(chat.ToJsonString())), Ending)).Refusal.ShouldBeNull();
        var queue = stack.Product.Host.GetRequiredKeyedService<EnvelopeQueue>(QueueNames.OrderEvents);
        OrderEvent Placed(string orderId, string customerId) => new()
        {
            Source = "cloudevents", Kind = OrderKind.Placed, OrderId = orderId, CustomerId = customerId, StatusUrl = "https://shop.example/" + new string('x', 30_000), OccurredAt = stack.Product.Now.AddHours(-2),
        };
        IdentifiedOrderEvent Identified(string orderId, string customerId) => new(orderId, "order.placed", Placed(orderId, customerId));
        await queue.SendAsync(new Envelope("mixed", "batch", stack.Product.Now, new OrderNotices { Events = [Identified("7", ErasureStack.CustomerId), Identified("8", "other")] }.ToBody()), Ending);
        await queue.SendAsync(new Envelope("theirs", "batch", stack.Product.Now, new OrderNotices { Events = [Identified("9", ErasureStack.CustomerId), Identified("10", ErasureStack.CustomerId)] }.ToBody()), Ending);

        (await stack.EraseAsync()).Counts.Blobs.ShouldBe(3);
        await stack.NothingShouldBeLeftAsync();
        foreach (var message in await stack.Product.TakeAllAsync(QueueNames.ChatraEvents))
            await stack.Get<ChatraFunctions.Transcripts.ChatEventStore>().StoreAsync(new BinaryData(Convert.FromBase64String(message.MessageText)), Ending);
        while (await stack.Product.TakeAllAsync(QueueNames.OrderEvents) is { Count: > 0 } messages)
        {
            foreach (var message in messages)
                await stack.Get<OrderMessageComposer>().ComposeAsync(new BinaryData(Convert.FromBase64String(message.MessageText)), Ending);
        }

        (await PartitionsAsync(stack)).ShouldBe(["cloudevents:8"]);
        await stack.NothingShouldBeLeftAsync();
    }

    [Fact]
    public async Task Long_event_whose_body_is_gone_for_no_erasure_is_not_passed_over()
    {
        await using var stack = await ErasureStack.OnAsync(azurite);
        var message = EnvelopeFormat.Write(new Envelope("id", "order.placed", stack.Product.Now, "{}"u8.ToArray()), blobName: "order-events/id.json");

        var missing = await Should.ThrowAsync<PayloadMissingException>(() => stack.Get<OrderMessageComposer>().ComposeAsync(new BinaryData(message), Ending));

        missing.Message.ShouldBe("The body of order.placed id is gone: there is no blob order-events/id.json.");
    }

    /// <summary>The tombstones are read once a minute.</summary>
    [Fact]
    public async Task Event_of_somebody_who_was_not_erased_costs_no_call_more()
    {
        await using var stack = await ErasureStack.OnAsync(azurite);
        await TellAsync(stack, stack.Product.Host, "placed", "1", Other);
        stack.Product.Proxy.Clear();

        await TellAsync(stack, stack.Product.Host, "placed", "2", Other);

        stack.Product.Proxy.CallsTo(StorageService.Table).ShouldNotContain(call => call.Resource.StartsWith(TableNames.Erasures, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Export_has_what_is_known_of_the_orders()
    {
        await using var stack = await ErasureStack.OnAsync(azurite);
        await BindAsync(stack);
        await TellAllAsync(stack);

        var order = (await stack.ExportAsync())["orders"].ShouldNotBeNull().AsArray().ShouldHaveSingleItem().ShouldNotBeNull();

        order["statusUrl"]!.GetValue<string>().ShouldEndWith(ErasureStack.Text);
        var parcel = order["updates"]!.AsArray().Single(update => update!["kind"]!.GetValue<string>() == "shipped")!;
        parcel["tracking"]!.GetValue<string>().ShouldContain(ErasureStack.Text);
    }

    private static Task BindAsync(ErasureStack stack) => stack.Account.Table(TableNames.Bindings).AddEntityAsync(
        new TableEntity(TableKey.Escape(ErasureStack.CustomerId), "binding") { ["CustomerId"] = ErasureStack.CustomerId, ["ClientId"] = ErasureStack.ClientId }, Ending);

    private static async Task TellAllAsync(ErasureStack stack, IServiceProvider? host = null)
    {
        host ??= stack.Product.Host;
        await TellAsync(stack, host, "placed", "7", Customer);
        await TellAsync(stack, host, "shipped", "7", Nobody);
        await TellAsync(stack, host, "delivered", "7", Client);
    }

    private static Task TellAsync(ErasureStack stack, IServiceProvider host, string kind, string orderId, string more, DateTimeOffset? at = null)
    {
        var body = $$"""{"source":"cloudevents","kind":"{{kind}}","orderId":"{{orderId}}","occurredAt":"{{at ?? stack.Product.Now.AddHours(-2):O}}",{{more}}}""";
        var envelope = new Envelope("id", $"order.{kind}", stack.Product.Now, Encoding.UTF8.GetBytes(body));
        return host.GetRequiredService<OrderMessageComposer>().ComposeAsync(new BinaryData(EnvelopeFormat.Write(envelope, blobName: null)), Ending);
    }

    private static Task<List<string>> PartitionsAsync(ErasureStack stack) =>
        stack.Account.Table(TableNames.Orders).QueryAsync<TableEntity>(cancellationToken: Ending).Select(row => row.PartitionKey).Distinct().ToListAsync(Ending).AsTask();
}
