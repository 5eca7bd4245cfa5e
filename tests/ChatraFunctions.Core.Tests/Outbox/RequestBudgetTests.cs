using System.Collections.Concurrent;
using Azure.Data.Tables;
using ChatraFunctions.Outbox;
using ChatraFunctions.Storage;
using Microsoft.Extensions.DependencyInjection;
using TestKit;

namespace ChatraFunctions.Core.Tests.Outbox;

/// <summary>The ledger: each slot once, never above the limit, whoever asks.</summary>
public sealed class RequestBudgetTests(AzuriteFixture azurite)
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(60)]
    [InlineData(600)]
    public async Task Many_instances_at_once_never_get_a_slot_twice_nor_more_than_the_limit_in_any_minute(int limit)
    {
        await using var stack = await OutboxStack.InRealTimeAsync(azurite, ("Chatra__RequestsPerMinute", $"{limit}"));
        var budgets = Enumerable.Range(0, 6).Select(_ => stack.NewHost().GetRequiredService<RequestBudget>()).ToList();
        var given = new ConcurrentBag<DateTimeOffset>();
        var far = stack.Now + TimeSpan.FromDays(1);

        await Task.WhenAll(budgets.Select(async (budget, index) =>
        {
            var random = new Random(index);
            for (var round = 0; round < 8; round++)
            {
                IReadOnlyList<Slot> slots = random.Next(2) == 0
                    ? [await budget.ReserveOneAsync(Ending)]
                    : await budget.ReleaseAsync(random.Next(1, 30), stack.Now, far, Ending);
                foreach (var slot in slots)
                    given.Add(slot.At);
            }
        }));

        var slots = given.Order().ToList();
        slots.Count.ShouldBeGreaterThan(100);
        var interval = TimeSpan.FromMinutes(1) / (limit * 0.985);
        for (var i = 1; i < slots.Count; i++)
            (slots[i] - slots[i - 1]).ShouldBeGreaterThanOrEqualTo(interval - TimeSpan.FromTicks(2));
        LargestMinute(slots).ShouldBeLessThanOrEqualTo(limit);
    }

    /// <summary>Requests do not leave at their slot to the tick: what <see cref="Slots"/> tolerates still keeps the limit.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    [InlineData(600)]
    [InlineData(6000)]
    public void Any_minute_keeps_the_limit_when_requests_are_as_late_as_tolerated(int limit)
    {
        var interval = new Pace(limit).Interval(share: 1);
        var random = new Random(limit);
        var start = DateTimeOffset.UnixEpoch;
        var requests = Enumerable.Range(0, (limit * 4) + 4)
            .Select(i => start + (i * interval) + TimeSpan.FromMilliseconds(random.Next(0, 800)))
            .Order()
            .ToList();

        LargestMinute(requests).ShouldBeLessThanOrEqualTo(limit);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    [InlineData(600)]
    [InlineData(6000)]
    public void Full_pace_uses_at_least_98_percent_of_the_limit(int limit) =>
        (new Pace(limit).PerMinute(share: 1) / limit).ShouldBeInRange(0.98, 0.999);

    [Fact]
    public async Task Slots_of_one_release_are_consecutive_and_cost_one_write()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await stack.Budget.ReserveOneAsync(Ending);
        stack.Proxy.Clear();

        var slots = await stack.Budget.ReleaseAsync(10, stack.Now + TimeSpan.FromSeconds(3), stack.Now + TimeSpan.FromSeconds(30), Ending);

        stack.Proxy.Calls.Count(call => call.Method != "GET").ShouldBe(1);
        slots.Count.ShouldBe(10);
        slots[0].ShouldBe(new Slot(stack.Now + TimeSpan.FromSeconds(3), Epoch: 0));
        slots.Zip(slots.Skip(1)).ShouldAllBe(pair => pair.Second.At - pair.First.At > TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task No_slot_lies_beyond_the_horizon()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var until = stack.Now + TimeSpan.FromSeconds(30);

        var slots = await stack.Budget.ReleaseAsync(1000, stack.Now, until, Ending);
        var more = await stack.Budget.ReleaseAsync(1000, stack.Now, until, Ending);

        slots.Count.ShouldBe(30); // from the first second to the thirtieth, 1.015 s apart
        slots[^1].At.ShouldBeLessThanOrEqualTo(until);
        more.ShouldBeEmpty();
    }

    [Fact]
    public async Task No_slot_lies_within_a_pause()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var end = stack.Now + TimeSpan.FromSeconds(20);
        await stack.Budget.PauseAsync(end, "a reason", Ending);

        var slots = await stack.Budget.ReleaseAsync(1000, stack.Now, stack.Now + TimeSpan.FromSeconds(30), Ending);

        slots.Count.ShouldBe(10);
        slots[0].ShouldBe(new Slot(end, Epoch: 1));
        (await stack.Budget.ReleaseAsync(1, stack.Now, stack.Now + TimeSpan.FromSeconds(19), Ending)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Time_that_nobody_used_is_not_saved_up()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await stack.Budget.ReserveOneAsync(Ending);
        stack.Time.Advance(TimeSpan.FromHours(1));

        var slots = await stack.Budget.ReleaseAsync(2, stack.Now, stack.Now + TimeSpan.FromSeconds(30), Ending);

        slots[0].At.ShouldBe(stack.Now);
        (slots[1].At - slots[0].At).ShouldBeGreaterThan(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Pace_is_cut_by_a_429_and_creeps_back_with_the_slots_that_are_used()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await stack.Budget.ThrottleAsync(new Slot(stack.Now, Epoch: 0), stack.Now, Ending);
        var cut = await stack.Budget.ReadAsync(Ending);
        stack.Budget.PaceOf(cut).ShouldBe(60 * 0.985 * 0.8, tolerance: 0.001);

        await stack.Budget.ReleaseAsync(60, stack.Now, stack.Now + TimeSpan.FromMinutes(5), Ending);
        var later = await stack.Budget.ReadAsync(Ending);
        later.Share.ShouldBe(0.88, tolerance: 0.001);

        await stack.Budget.ReleaseAsync(900, stack.Now, stack.Now + TimeSpan.FromHours(1), Ending);
        (await stack.Budget.ReadAsync(Ending)).Share.ShouldBe(1);
    }

    [Fact]
    public void Pace_never_falls_to_nothing() =>
        Enumerable.Range(0, 1000)
            .Aggregate(new BudgetState(), (state, minute) => Pace.Throttle(state, DateTimeOffset.UnixEpoch.AddMinutes(minute), DateTimeOffset.UnixEpoch))
            .Share.ShouldBe(0.05);

    /// <summary>For a minute, Chatra still counts what left at the pace before the cut.</summary>
    [Fact]
    public async Task Further_429_within_a_minute_wait_twice_as_long_each_and_cut_by_a_twentieth_only()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        List<double> waits = [];
        for (var i = 0; i < 4; i++)
        {
            var slot = await stack.Budget.ReserveOneAsync(Ending);
            stack.Time.SetUtcNow(slot.At);
            await stack.Budget.ThrottleAsync(slot, stack.Now + TimeSpan.FromSeconds(3), Ending);
            waits.Add(((await stack.Budget.ReadAsync(Ending)).PausedUntil!.Value - stack.Now).TotalSeconds);
        }

        waits.ShouldBe([3, 6, 12, 24]);
        (await stack.Budget.ReadAsync(Ending)).Share.ShouldBe(0.8 * 0.95 * 0.95 * 0.95, tolerance: 0.0001);

        stack.Time.Advance(TimeSpan.FromMinutes(1));
        var later = await stack.Budget.ReserveOneAsync(Ending);
        await stack.Budget.ThrottleAsync(later, stack.Now + TimeSpan.FromSeconds(3), Ending);
        var state = await stack.Budget.ReadAsync(Ending);
        (state.PausedUntil - stack.Now).ShouldBe(TimeSpan.FromSeconds(3));
        state.Share.ShouldBe(0.8 * 0.95 * 0.95 * 0.95 * 0.8, tolerance: 0.0001);
    }

    [Fact]
    public async Task Retry_After_longer_than_a_minute_is_kept_to_and_not_doubled()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await stack.Budget.ThrottleAsync(await stack.Budget.ReserveOneAsync(Ending), stack.Now + TimeSpan.FromSeconds(50), Ending);
        stack.Time.Advance(TimeSpan.FromSeconds(50));

        await stack.Budget.ThrottleAsync(await stack.Budget.ReserveOneAsync(Ending), stack.Now + TimeSpan.FromMinutes(10), Ending);

        (await stack.Budget.ReadAsync(Ending)).PausedUntil.ShouldBe(stack.Now + TimeSpan.FromMinutes(10));
    }

    [Fact]
    public async Task Empty_ledger_is_written_with_dates_that_a_table_takes()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);

        await stack.Budget.ReleaseAsync(0, stack.Now, stack.Now, Ending);

        var row = (await stack.Account.Table(TableNames.RequestBudget).GetEntityAsync<TableEntity>(BudgetRow.Partition, BudgetRow.Key, cancellationToken: Ending)).Value;
        row.Select(column => column.Value).OfType<DateTimeOffset>().ShouldAllBe(date => date.Year >= 1601);
    }

    private static int LargestMinute(List<DateTimeOffset> instants)
    {
        var (largest, first) = (0, 0);
        for (var last = 0; last < instants.Count; last++)
        {
            while (instants[first] + TimeSpan.FromSeconds(60) <= instants[last])
                first++;
            largest = Math.Max(largest, last - first + 1);
        }

        return largest;
    }
}
