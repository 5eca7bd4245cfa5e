using ChatraFunctions.Outbox;
using ChatraFunctions.Queues;
using Microsoft.Extensions.DependencyInjection;
using TestKit;

namespace ChatraFunctions.Core.Tests.Outbox;

/// <summary>A stop of the account: what was given before it is void, and what comes after it follows the new pace.</summary>
public sealed class StoppedAccountTests(AzuriteFixture azurite)
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Slots_given_before_a_stop_are_void_also_those_beyond_the_pauses_end()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var before = await stack.Budget.ReleaseAsync(20, stack.Now, stack.Now + TimeSpan.FromSeconds(30), Ending);

        await stack.Budget.ThrottleAsync(before[0], stack.Now + TimeSpan.FromSeconds(5), Ending);

        var state = await stack.Budget.ReadAsync(Ending);
        before[^1].At.ShouldBeGreaterThan(state.PausedUntil!.Value);
        before.ShouldAllBe(slot => !state.Honours(slot));
    }

    [Fact]
    public async Task Slots_after_a_stop_begin_at_its_end_at_the_slower_pace()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var before = await stack.Budget.ReleaseAsync(20, stack.Now, stack.Now + TimeSpan.FromSeconds(30), Ending);
        var end = stack.Now + TimeSpan.FromSeconds(12);
        await stack.Budget.ThrottleAsync(before[0], end, Ending);

        Slot[] after = [await stack.Budget.ReserveOneAsync(Ending), await stack.Budget.ReserveOneAsync(Ending), await stack.Budget.ReserveOneAsync(Ending)];

        after[0].ShouldBe(new Slot(end, Epoch: 1));
        var interval = TimeSpan.FromMinutes(1) / (60 * 0.985 * 0.8);
        (after[1].At - after[0].At).ShouldBe(interval, tolerance: TimeSpan.FromMilliseconds(1));
        (after[2].At - after[1].At).ShouldBe(interval, tolerance: TimeSpan.FromMilliseconds(1));
        var state = await stack.Budget.ReadAsync(Ending);
        after.ShouldAllBe(slot => state.Honours(slot));
    }

    [Fact]
    public async Task Refused_keys_do_not_cut_the_pace()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);

        await stack.Budget.PauseAsync(stack.Now + TimeSpan.FromMinutes(5), "keys", Ending);

        var state = await stack.Budget.ReadAsync(Ending);
        (state.Share, state.Epoch).ShouldBe((1, 1));
    }

    [Fact]
    public async Task Wake_up_of_a_slot_that_became_void_is_given_another_one_and_calls_nobody()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await stack.QueueAsync("k");
        var slot = await stack.Budget.ReserveOneAsync(Ending);
        await stack.Budget.ThrottleAsync(slot, stack.Now + TimeSpan.FromSeconds(20), Ending);
        stack.Proxy.Clear();

        await stack.SendAsync(stack.WakeUpOf(delivery) with { Slot = slot });

        stack.Chatra.Calls.ShouldBeEmpty();
        stack.DelaysOf(QueueNames.ChatraSend).ShouldBe([17]); // 20 less 2.5, in whole seconds
        (await stack.FindAsync("k")).Attempts.ShouldBe(0);
    }

    [Fact]
    public async Task Delivery_of_another_instance_sees_the_stop_in_the_ledger()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await stack.QueueAsync("k");
        await using var other = stack.NewHost();
        await other.GetRequiredService<RequestBudget>().PauseAsync(stack.Now + TimeSpan.FromMinutes(5), "keys", Ending);
        stack.Budget.IsStopped().ShouldBeFalse(); // This process has not heard of it.

        await stack.SendAsync(delivery);

        stack.Chatra.Calls.ShouldBeEmpty();
    }
}
