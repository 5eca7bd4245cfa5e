using ChatraFunctions.Outbox;
using ChatraFunctions.Queues;
using TestKit;

namespace ChatraFunctions.Core.Tests.Outbox;

/// <summary>A stop of the account takes back every slot that was given.</summary>
public sealed class SlotStopTests(AzuriteFixture azurite)
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Slot_from_before_a_stop_is_exchanged_for_one_after_it_at_the_pace_of_then()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var deliveries = new[] { await stack.QueueAsync("a"), await stack.QueueAsync("b") };
        var slots = await stack.Budget.ReleaseAsync(20, stack.Now, stack.Now + TimeSpan.FromSeconds(30), Ending);
        var end = stack.Now + TimeSpan.FromSeconds(12);
        await stack.Budget.ThrottleAsync(slots[0], end, Ending);

        stack.Time.SetUtcNow(slots[15].At); // after the pause: only the epoch tells
        var state = await stack.Budget.ReadAsync(Ending);

        state.NextSlot.ShouldBe(end);
        state.Honours(slots[15]).ShouldBeFalse();
        await stack.SendAsync(stack.WakeUpOf(deliveries[0]) with { Slot = slots[15] });
        stack.Chatra.Requests.Count.ShouldBe(1);
        var next = await stack.Budget.ReadAsync(Ending);
        next.NextSlot.ShouldBe(stack.Now + (TimeSpan.FromMinutes(1) / (60 * 0.985 * 0.8)), tolerance: TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task Pace_is_cut_once_however_many_requests_of_it_are_refused()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var slots = await stack.Budget.ReleaseAsync(3, stack.Now, stack.Now + TimeSpan.FromSeconds(30), Ending);

        foreach (var slot in slots)
            await stack.Budget.ThrottleAsync(slot, slot.At + TimeSpan.FromSeconds(5), Ending);

        (await stack.Budget.ReadAsync(Ending)).Share.ShouldBe(0.8);
        var after = await stack.Budget.ReserveOneAsync(Ending);
        await stack.Budget.ThrottleAsync(after, after.At + TimeSpan.FromSeconds(5), Ending);
        (await stack.Budget.ReadAsync(Ending)).Share.ShouldBe(0.76, tolerance: 0.0001);
    }

    [Fact]
    public async Task Claimed_message_does_not_leave_into_a_pause_that_this_process_knows_of()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await stack.QueueAsync("k");
        var slot = new Slot(stack.Now + TimeSpan.FromMilliseconds(200), Epoch: 0);
        var sending = stack.SendAsync(stack.WakeUpOf(delivery) with { Slot = slot });
        await Eventually.HoldsAsync(async () => (await stack.FindAsync("k")).Status == DeliveryStatus.Sending, "it is claimed");
        await stack.Budget.ThrottleAsync(slot, stack.Now + TimeSpan.FromSeconds(30), Ending);

        stack.Time.Advance(TimeSpan.FromMilliseconds(200));
        await sending;

        stack.Chatra.Requests.ShouldBeEmpty();
        var waiting = await stack.FindAsync("k");
        (waiting.Status, waiting.Attempts).ShouldBe((DeliveryStatus.Queued, 0));
        (await stack.CountAsync(QueueNames.Outbox)).ShouldBe(2); // its first wake-up, and the next
    }
}
