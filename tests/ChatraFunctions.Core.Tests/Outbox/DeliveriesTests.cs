using Azure.Data.Tables;
using ChatraFunctions.Outbox;
using ChatraFunctions.Storage;
using TestKit;

namespace ChatraFunctions.Core.Tests.Outbox;

/// <summary>The rows: who may write them, what they keep, and the markers beside them.</summary>
public sealed class DeliveriesTests(AzuriteFixture azurite)
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Same_key_is_added_once_however_many_try()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);

        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => stack.QueueAsync("k", $"text {i}")));

        all.Select(delivery => delivery.Text).Distinct().ShouldHaveSingleItem();
        (await stack.Deliveries.CountUnsentAsync(Ending)).Unsent.ShouldBe(1);
    }

    [Fact]
    public async Task Write_under_a_row_that_changed_is_refused()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await stack.QueueAsync("k");
        var read = await stack.FindAsync("k");
        (await stack.Deliveries.TryReplaceAsync(read with { Text = "first" }, Ending)).ShouldNotBeNull();

        (await stack.Deliveries.TryReplaceAsync(read with { Text = "second" }, Ending)).ShouldBeNull();

        (await stack.FindAsync("k")).Text.ShouldBe("first");
    }

    [Fact]
    public async Task Replaced_delivery_can_be_replaced_again_without_reading()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await stack.QueueAsync("k");
        var first = await stack.Deliveries.TryReplaceAsync(await stack.FindAsync("k"), Ending);

        (await stack.Deliveries.TryReplaceAsync(first.ShouldNotBeNull(), Ending)).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(DeliveryStatus.Sent)]
    [InlineData(DeliveryStatus.Failed)]
    [InlineData(DeliveryStatus.Superseded)]
    [InlineData(DeliveryStatus.Deleted)]
    public async Task Marker_goes_with_a_final_state_and_comes_back_with_another_try(DeliveryStatus final)
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await stack.QueueAsync("k");
        (await UnsentAsync(stack)).ShouldBe(1);

        var done = await stack.Deliveries.TryReplaceAsync((await stack.FindAsync("k")).Enter(final, stack.Now), Ending);
        (await UnsentAsync(stack)).ShouldBe(0);

        await stack.Deliveries.TryReplaceAsync(done!.Enter(DeliveryStatus.Queued, stack.Now), Ending);
        (await UnsentAsync(stack)).ShouldBe(1);
    }

    [Fact]
    public async Task Unsent_messages_are_counted_past_a_page_and_the_oldest_is_named()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var oldest = stack.Now.AddDays(-3);
        await AddAsync(stack, Enumerable.Range(0, 1050).Select(i => (DeliveryStatus.Queued, oldest.AddSeconds(i))));
        await AddAsync(stack, Enumerable.Range(0, 20).Select(i => (DeliveryStatus.Skipped, oldest.AddSeconds(-i - 1))));

        var unsent = await stack.Deliveries.CountUnsentAsync(Ending);

        unsent.ShouldBe(new UnsentCount(1050, oldest));
    }

    [Fact]
    public async Task Nothing_unsent_has_no_oldest()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);

        (await stack.Deliveries.CountUnsentAsync(Ending)).ShouldBe(new UnsentCount(0, null));
    }

    [Fact]
    public async Task Marker_tidied_away_by_hand_does_not_keep_a_message_from_being_sent()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await stack.QueueAsync("k");
        await stack.Account.Table(TableNames.Deliveries).DeleteEntityAsync(DeliveryRow.Partition, DeliveryRow.CompanionsOf(delivery).Single(key => key.StartsWith("u-", StringComparison.Ordinal)), cancellationToken: Ending);

        await stack.SendAsync(delivery);

        (await stack.FindAsync("k")).Status.ShouldBe(DeliveryStatus.Sent);
        stack.Chatra.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("cloudevents:#1001/2 ?x=%2F\\y:shipped:ü")]
    [InlineData("a!b\tc\u0001")]
    [InlineData("..")]
    [InlineData("it's \"quoted\" & <b>")]
    public async Task Any_key_is_kept_as_it_is(string key)
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await stack.QueueAsync(key);
        await stack.SendAsync(delivery);

        var found = await stack.FindAsync(key);
        found.Key.ShouldBe(key);
        found.Status.ShouldBe(DeliveryStatus.Sent);
        (await UnsentAsync(stack)).ShouldBe(0);
    }

    [Fact]
    public async Task Every_part_of_a_delivery_comes_back()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var written = new Delivery
        {
            Key = new string('k', TableKey.MaxLength),
            ClientId = "client",
            CustomerId = "customer",
            Text = string.Concat(Enumerable.Repeat("👋שלום", 10_000)),
            Revision = 4,
            SentRevision = 3,
            IsInDoubt = true,
            IsUnwanted = true,
            IsMissedByClient = true,
            AgentId = "agent",
            GroupId = "group",
            Status = DeliveryStatus.Sending,
            Reason = "reason",
            MessageId = "message",
            Attempts = 3,
            Faults = 2,
            LastError = "error",
            QueuedAt = stack.Now.AddTicks(1),
            NotBefore = stack.Now.AddTicks(2),
            ClaimedAt = stack.Now.AddTicks(3),
            History = [new HistoryEntry(stack.Now.AddTicks(4), DeliveryStatus.Queued, "note <&> ü")],
        };
        (await stack.Deliveries.TryAddAsync(written, Ending)).ShouldBeTrue();

        var read = await stack.FindAsync(written.Key);

        read.History.ShouldBe(written.History);
        (read with { ETag = default, Companions = [], History = default }).ShouldBe(written with { Companions = read.Companions.Clear(), History = default });
    }

    [Fact]
    public void History_keeps_its_beginning_and_its_end()
    {
        var start = DateTimeOffset.UnixEpoch;
        var delivery = new Delivery { Key = "k", Text = "t", Status = DeliveryStatus.Queued, QueuedAt = start }.Enter(DeliveryStatus.Skipped, start);
        for (var i = 1; i <= 1000; i++)
            delivery = delivery.Enter(DeliveryStatus.Queued, start.AddSeconds(i), $"{i}");

        delivery.History.Length.ShouldBe(200);
        delivery.FirstStatus.ShouldBe(DeliveryStatus.Skipped);
        delivery.History[^1].Note.ShouldBe("1000");
        delivery.History.Select(entry => entry.At).ShouldBeInOrder();
    }

    private static async Task<int> UnsentAsync(OutboxStack stack) => (await stack.Deliveries.CountUnsentAsync(Ending)).Unsent;

    private static async Task AddAsync(OutboxStack stack, IEnumerable<(DeliveryStatus Status, DateTimeOffset QueuedAt)> deliveries)
    {
        var rows = deliveries.Select((one, i) => new Delivery { Key = $"{one.Status} {i}", Text = "t", Status = one.Status, QueuedAt = one.QueuedAt })
            .SelectMany(delivery => DeliveryRow.CompanionsOf(delivery).Select(key => DeliveryRow.Companion(key, delivery)).Prepend(DeliveryRow.From(delivery)));
        foreach (var chunk in rows.Chunk(100))
            await stack.Account.Table(TableNames.Deliveries).SubmitTransactionAsync(chunk.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)), Ending);
    }
}
