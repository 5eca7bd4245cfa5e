using System.Text.Json.Nodes;
using Azure.Data.Tables;
using ChatraFunctions.Core.Tests.Outbox;
using ChatraFunctions.Customers;
using ChatraFunctions.Orders;
using ChatraFunctions.Queues;
using ChatraFunctions.Storage;
using TestKit;
using static ChatraFunctions.Core.Tests.Orders.ShopRequests;

namespace ChatraFunctions.Core.Tests.Orders;

/// <summary>A shop's day: what its customers are told does not depend on the order in which its webhooks come, nor on how often.</summary>
public sealed class BusyDayTests(AzuriteFixture azurite)
{
    /// <summary>A day of 1,000 orders takes some minutes of an Azurite on a busy machine; this many take seconds, and go the same ways.</summary>
    private const int Orders = 60;

    /// <summary>As many instances of the app take events at once.</summary>
    private const int Parallelism = 8;

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Day_of_shuffled_tripled_and_late_events_gives_the_messages_of_the_same_day_in_order_and_once()
    {
        await using var inOrder = await OutboxStack.OnAsync(azurite, Directly());
        await using var shuffled = await OutboxStack.OnAsync(azurite, Directly());
        await Task.WhenAll(BindAsync(inOrder), BindAsync(shuffled));

        var day = Enumerable.Range(1, Orders).SelectMany(DayOf).ToList();
        day.Count.ShouldBe(Orders * 5);
        await Parallel.ForEachAsync(Enumerable.Range(1, Orders), Ending, async (number, _) =>
        {
            foreach (var webhook in DayOf(number))
                await TellAsync(inOrder, webhook);
        });
        await ComposeAllAsync(inOrder);

        Webhook[] events = [.. day, .. day, .. day];
        var random = new Random(5000);
        random.Shuffle(events);
        var (late, inTime) = (events.Where((_, index) => index % 10 == 0).ToList(), events.Where((_, index) => index % 10 != 0).ToList());
        await TellAllAsync(shuffled, inTime);
        shuffled.Time.Advance(TimeSpan.FromHours(3)); // Later, and an order of which nothing else was known is still waited for.
        await TellAllAsync(shuffled, late);
        await ComposeWaitingAsync(shuffled);

        var expected = await MessagesAsync(inOrder);
        expected.Count.ShouldBe(Orders * 5);
        (await MessagesAsync(shuffled)).ShouldBe(expected);
        expected.Count(message => message.Contains(" queued ", StringComparison.Ordinal)).ShouldBe(Orders * 4 / 5); // The latest state of each order whose customer is bound.
    }

    /// <summary>Without the proxy, which costs more than the storage itself.</summary>
    private (string Name, string Value)[] Directly() => [.. Signed, ("AzureWebJobsStorage", azurite.NewAccount())];

    private static Task BindAsync(OutboxStack stack) => Parallel.ForEachAsync(
        Enumerable.Range(1, Orders).Where(number => number % 5 != 0),
        Ending,
        async (number, _) => await stack.Get<CustomerBindings>().BindAsync($"c{number}", details: null, Ending));

    /// <summary>Placed, paid, a parcel that arrives, a refund: an hour from one to the next.</summary>
    private static IEnumerable<Webhook> DayOf(int number)
    {
        var start = new DateTimeOffset(2026, 3, 1, 6, number % 60, 0, TimeSpan.Zero);
        yield return Sample("orders/create", "orders-create", "id", 0);
        yield return Sample("orders/paid", "orders-paid", "id", 1);
        yield return Sample("fulfillments/create", "fulfillments-create", "order_id", 2);
        yield return Sample("fulfillments/update", "fulfillments-update-delivered", "order_id", 3);
        yield return Sample("refunds/create", "refunds-create", "order_id", 4);

        Webhook Sample(string topic, string name, string id, int hour) => new(topic, Payload($"shopify/{name}", body =>
        {
            var at = start.AddHours(hour).ToString("yyyy-MM-ddTHH:mm:ssK", System.Globalization.CultureInfo.InvariantCulture);
            (body[id], body["created_at"], body["updated_at"], body["processed_at"]) = (number, at, at, at);
            if (body["customer"] is { } customer)
                (customer["id"], body["name"]) = ($"c{number}", $"#{number}");
        }));
    }

    private static Task TellAllAsync(OutboxStack stack, IEnumerable<Webhook> webhooks) => Parallel.ForEachAsync(
        webhooks, new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = Ending }, async (webhook, _) => await TellAsync(stack, webhook));

    /// <summary>Verified and read as a request is, then composed at once: the queue between them would be the slowest of all.</summary>
    private static async Task TellAsync(OutboxStack stack, Webhook webhook)
    {
        var body = webhook.Body.ToJsonString();
        var read = stack.Get<IEnumerable<OrderSourceKind>>().Single(source => source.Name == "shopify").With([ShopifySecret]).Read(ShopifyHeaders(webhook.Topic, body), System.Text.Encoding.UTF8.GetBytes(body));
        read.IsRefused.ShouldBeFalse();
        var envelope = new Envelope(read.Value.Id, read.Value.Name, stack.Now, read.Value.Notices.ToBody());
        await stack.Get<OrderMessageComposer>().ComposeAsync(new BinaryData(EnvelopeFormat.Write(envelope, blobName: null)), Ending);
    }

    /// <summary>What waits is invisible for five seconds and more by the clock on the wall.</summary>
    private static async Task ComposeWaitingAsync(OutboxStack stack)
    {
        await Task.Delay(TimeSpan.FromSeconds(6), Ending);
        await ComposeAllAsync(stack);
    }

    private static async Task<List<string>> MessagesAsync(OutboxStack stack)
    {
        var messages = new List<string>();
        await foreach (var row in stack.Account.Table(TableNames.Deliveries).QueryAsync<TableEntity>("RowKey ge 'k-' and RowKey lt 'k.'", cancellationToken: Ending))
            messages.Add($"{row.GetString("Key")} {row.GetString("Status")} {row.GetString("Reason")} {row.GetString("Text")}");
        return [.. messages.Order(StringComparer.Ordinal)];
    }

    private sealed record Webhook(string Topic, JsonObject Body);
}
