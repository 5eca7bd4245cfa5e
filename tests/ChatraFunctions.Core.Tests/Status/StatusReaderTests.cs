using ChatraFunctions.Core.Tests.Outbox;
using ChatraFunctions.Outbox;
using ChatraFunctions.Queues;
using ChatraFunctions.Status;
using TestKit;

namespace ChatraFunctions.Core.Tests.Status;

/// <summary>GET /status.</summary>
public sealed class StatusReaderTests(AzuriteFixture azurite)
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Fresh_account_is_all_zero_and_at_full_pace()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);

        var status = await stack.Get<StatusReader>().ReadAsync(Ending);

        status.Queues.Keys.ShouldBe(["chatra-events", "order-events", "outbox", "chatra-send", "erasures"]);
        status.Queues.Values.ShouldAllBe(depth => depth == new QueueDepth(0, 0)); // most poison queues are not even there
        status.Budget.ShouldBe(new BudgetReport(60, 59.1, stack.Now, null, null));
        status.Outbox.ShouldBe(new OutboxReport(0, null));
        status.LastReleaseAt.ShouldBeNull();
        status.UnknownEvents.ShouldBe(0);
    }

    [Fact]
    public async Task Queues_outbox_budget_and_last_release_are_told()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var oldest = stack.Now;
        await stack.QueueAsync("first");
        await stack.ReleaseAsync();
        stack.Time.Advance(TimeSpan.FromSeconds(1));
        await stack.QueueAsync("second");
        await stack.Account.Queue(QueueNames.Poison(QueueNames.Outbox)).SendMessageAsync("x", Ending);

        var status = await stack.Get<StatusReader>().ReadAsync(Ending);

        status.Queues["outbox"].ShouldBe(new QueueDepth(1, 1));
        status.Queues["chatra-send"].ShouldBe(new QueueDepth(1, 0));
        status.Outbox.ShouldBe(new OutboxReport(2, oldest));
        status.LastReleaseAt.ShouldBe(oldest);
        status.Budget.NextSlot.ShouldBeGreaterThan(oldest + TimeSpan.FromSeconds(4)); // the lead of three, and one slot spent
    }

    [Fact]
    public async Task Pause_and_its_reason_are_told_while_it_lasts()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var until = stack.Now + TimeSpan.FromMinutes(1);
        await stack.Budget.ThrottleAsync(new Slot(stack.Now, Epoch: 0), until, Ending);

        var paused = (await stack.Get<StatusReader>().ReadAsync(Ending)).Budget;
        paused.ShouldBe(new BudgetReport(60, 47.3, until, until, "Chatra answered 429 (rate limit)"));

        stack.Time.SetUtcNow(until);
        var over = (await stack.Get<StatusReader>().ReadAsync(Ending)).Budget;
        over.ShouldBe(new BudgetReport(60, 47.3, until, null, null));
    }
}
