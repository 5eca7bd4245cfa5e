using ChatraFunctions.Outbox;
using ChatraFunctions.Queues;
using TestKit;

namespace ChatraFunctions.Core.Tests.Outbox;

/// <summary>One wake-up: what is claimed, what is called, what is written down.</summary>
public sealed class PushedMessageSenderTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Ordinary_delivery_costs_two_reads_and_two_writes()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await stack.QueueAsync("k");
        await stack.Budget.ReserveOneAsync(TestContext.Current.CancellationToken);
        stack.Proxy.Clear();

        await stack.SendAsync(delivery);

        stack.Proxy.Calls.Select(call => $"{call.Service} {call.Method} {call.Resource.Split('(')[0]}").ShouldBe(
        [
            "Table GET Deliveries",
            "Table GET RequestBudget",
            "Table POST $batch", // the claim
            "Table POST $batch", // sent
        ]);
    }

    [Fact]
    public async Task Sent_message_carries_client_text_and_chatras_id()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await stack.QueueAsync("shop:1:placed", "Grüße & <b>שלום</b> 👋", "vfg1y4h4");

        await stack.SendAsync(delivery);

        var request = stack.Chatra.Requests.ShouldHaveSingleItem();
        request.GetProperty("clientId").GetString().ShouldBe("vfg1y4h4");
        request.GetProperty("text").GetString().ShouldBe("Grüße & <b>שלום</b> 👋");
        var sent = await stack.FindAsync("shop:1:placed");
        sent.Status.ShouldBe(DeliveryStatus.Sent);
        sent.MessageId.ShouldBe("chatra-1");
        sent.Attempts.ShouldBe(1);
        sent.ClaimedAt.ShouldBeNull();
    }

    [Fact]
    public async Task History_tells_the_life_of_a_message()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await stack.QueueAsync("k");
        var queuedAt = stack.Now;
        stack.Time.Advance(TimeSpan.FromSeconds(3));
        var wakeUp = stack.WakeUpOf(delivery);
        stack.Time.Advance(TimeSpan.FromMilliseconds(100));

        await stack.SendAsync(wakeUp);

        (await stack.FindAsync("k")).History.Select(entry => (entry.Status, (entry.At - queuedAt).TotalSeconds)).ShouldBe(
        [
            (DeliveryStatus.Queued, 0),
            (DeliveryStatus.Released, 3),
            (DeliveryStatus.Sending, 3.1),
            (DeliveryStatus.Sent, 3.1),
        ]);
    }

    [Fact]
    public async Task Same_wake_up_twice_is_one_request()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await stack.QueueAsync("k");

        await stack.SendAsync(delivery);
        await stack.SendAsync(delivery);

        stack.Chatra.Requests.Count.ShouldBe(1);
        (await stack.FindAsync("k")).Attempts.ShouldBe(1);
    }

    [Fact]
    public async Task Same_wake_up_many_times_at_once_is_one_request()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await stack.QueueAsync("k");

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => stack.SendAsync(delivery)));

        stack.Chatra.Requests.Count.ShouldBe(1);
        (await stack.FindAsync("k")).Status.ShouldBe(DeliveryStatus.Sent);
    }

    [Fact]
    public async Task Fresh_claim_of_another_sender_is_waited_for()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await stack.QueueAsync("k");
        var answer = stack.Chatra.HoldsNext();
        var first = stack.SendAsync(delivery);
        await Eventually.HoldsAsync(() => stack.Chatra.Requests.Count == 1, "the first sender calls");
        stack.Proxy.Clear();

        await stack.SendAsync(delivery);

        stack.Chatra.Requests.Count.ShouldBe(1);
        stack.DelaysOf(QueueNames.Outbox).ShouldBe([120]); // the claim's two minutes
        answer.SetResult();
        await first;
        (await stack.FindAsync("k")).Status.ShouldBe(DeliveryStatus.Sent);
    }

    [Fact]
    public async Task Stale_claim_is_taken_over_and_the_message_sent_again()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await DeadSenderAsync(stack, "k");

        await stack.SendAsync(delivery);

        stack.Chatra.Requests.Count.ShouldBe(1);
        var sent = await stack.FindAsync("k");
        sent.Status.ShouldBe(DeliveryStatus.Sent);
        sent.Attempts.ShouldBe(2);
        sent.History.ShouldContain(entry => entry.Note == "again: it is not known whether Chatra got it");
    }

    [Fact]
    public async Task Stale_claim_is_held_for_a_person_when_so_set()
    {
        await using var stack = await OutboxStack.OnAsync(azurite, ("Outbox__OnUncertain", "Hold"));
        var delivery = await DeadSenderAsync(stack, "k");

        await stack.SendAsync(delivery);

        stack.Chatra.Requests.ShouldBeEmpty();
        var held = await stack.FindAsync("k");
        held.Status.ShouldBe(DeliveryStatus.Failed);
        held.Reason.ShouldNotBeNull().ShouldStartWith("held");
        (await stack.CountAsync(QueueNames.Outbox)).ShouldBe(1); // the first wake-up alone: no further one
    }

    [Theory]
    [InlineData("Resend")]
    [InlineData("Hold")]
    public async Task Sender_that_was_taken_for_dead_still_has_its_news_counted(string onUncertain)
    {
        await using var stack = await OutboxStack.OnAsync(azurite, ("Outbox__OnUncertain", onUncertain));
        var delivery = await stack.QueueAsync("k");
        var answer = stack.Chatra.HoldsNext();
        stack.Chatra.AnswersNext(503);
        var slow = stack.SendAsync(delivery);
        await Eventually.HoldsAsync(() => stack.Chatra.Requests.Count == 1, "the slow sender calls");
        // Its own time-out of 30 seconds runs on the same clock, so the claim is aged in the row.
        await AgeClaimAsync(stack, "k");
        await stack.SendAsync(delivery);

        answer.SetResult();
        await slow;

        var sent = await stack.FindAsync("k");
        sent.Status.ShouldBe(DeliveryStatus.Sent);
        sent.MessageId.ShouldBe("chatra-1");
        (await stack.Deliveries.CountUnsentAsync(TestContext.Current.CancellationToken)).Unsent.ShouldBe(0);
    }

    [Fact]
    public async Task Late_wake_up_takes_a_new_slot_and_waits_for_it_in_the_queue()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await stack.QueueAsync("k");
        var wakeUp = stack.WakeUpOf(delivery);
        await stack.Budget.ReleaseAsync(20, stack.Now, stack.Now + OutboxReleaser.Horizon, TestContext.Current.CancellationToken);
        var next = (await stack.Budget.ReadAsync(TestContext.Current.CancellationToken)).NextSlot;
        stack.Time.Advance(TimeSpan.FromSeconds(2));
        stack.Proxy.Clear();

        await stack.SendAsync(wakeUp);

        stack.Chatra.Requests.ShouldBeEmpty();
        (await stack.Budget.ReadAsync(TestContext.Current.CancellationToken)).NextSlot.ShouldBeGreaterThan(next);
        stack.DelaysOf(QueueNames.ChatraSend).ShouldBe([Math.Floor((next - stack.Now).TotalSeconds - 2.5)]);
        (await stack.FindAsync("k")).Status.ShouldBe(DeliveryStatus.Queued);
    }

    [Fact]
    public async Task Sender_leaves_at_its_slot_and_not_before()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await stack.QueueAsync("k");
        var slot = stack.Now + TimeSpan.FromSeconds(2);
        var sending = stack.SendAsync(stack.WakeUpOf(delivery) with { Slot = new Slot(slot, Epoch: 0) });
        await Eventually.HoldsAsync(() => stack.Proxy.Calls.Any(call => call.Resource.StartsWith("Deliveries(", StringComparison.Ordinal)), "it looks at the row");

        stack.Time.Advance(TimeSpan.FromMilliseconds(1750));
        await Eventually.HoldsAsync(async () => (await stack.FindAsync("k")).Status == DeliveryStatus.Sending, "it claims just before the slot");
        stack.Chatra.Requests.ShouldBeEmpty();

        stack.Time.Advance(TimeSpan.FromMilliseconds(250));
        await sending;
        stack.Chatra.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Slot_that_passed_during_the_claim_is_exchanged_for_the_next_one()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await stack.QueueAsync("k");
        MakeTheClaimSlow(stack);

        await stack.SendAsync(delivery);

        stack.Chatra.Requests.Count.ShouldBe(1);
        (await stack.FindAsync("k")).Attempts.ShouldBe(1);
        (await stack.Budget.ReadAsync(TestContext.Current.CancellationToken)).NextSlot.ShouldBeGreaterThan(stack.Now); // of a slot of its own
    }

    [Fact]
    public async Task Slot_that_passed_during_the_claim_is_given_up_without_a_request_when_the_next_one_is_far()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await stack.QueueAsync("k");
        await stack.Budget.ReleaseAsync(20, stack.Now, stack.Now + TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        MakeTheClaimSlow(stack);
        stack.Proxy.Clear();

        await stack.SendAsync(delivery);

        stack.Chatra.Requests.ShouldBeEmpty();
        var late = await stack.FindAsync("k");
        late.Status.ShouldBe(DeliveryStatus.Queued);
        late.Attempts.ShouldBe(0);
        stack.DelaysOf(QueueNames.Outbox).ShouldBe([0]);
    }

    [Fact]
    public async Task Wake_up_ahead_of_its_row_comes_again()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);

        await stack.SendAsync(new WakeUp("not yet", stack.Now, stack.Now, new Slot(stack.Now, Epoch: 0)));

        stack.DelaysOf(QueueNames.Outbox).ShouldBe([5]);
    }

    [Fact]
    public async Task Wake_up_whose_row_never_came_ends_with_a_line_in_the_log()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var wakeUp = new WakeUp("never", stack.Now, stack.Now, new Slot(stack.Now, Epoch: 0));
        stack.Time.Advance(TimeSpan.FromMinutes(5));

        await stack.SendAsync(wakeUp);

        stack.DelaysOf(QueueNames.Outbox).ShouldBeEmpty();
        stack.Log.Lines.ShouldContain(line => line.StartsWith("Warning", StringComparison.Ordinal) && line.Contains("never", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stopping_host_finishes_the_call_it_began()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await stack.QueueAsync("k");
        var answer = stack.Chatra.HoldsNext();
        using var stopping = new CancellationTokenSource();
        var sending = stack.Get<PushedMessageSender>().SendAsync(stack.WakeUpOf(delivery).ToMessage(), stopping.Token);
        await Eventually.HoldsAsync(() => stack.Chatra.Requests.Count == 1, "it calls");

        await stopping.CancelAsync();
        answer.SetResult();
        await sending;

        (await stack.FindAsync("k")).Status.ShouldBe(DeliveryStatus.Sent);
    }

    [Fact]
    public async Task Stopping_host_gives_up_a_message_that_still_waits_for_its_slot()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await stack.QueueAsync("k");
        using var stopping = new CancellationTokenSource();
        var wakeUp = stack.WakeUpOf(delivery) with { Slot = new Slot(stack.Now + TimeSpan.FromSeconds(5), Epoch: 0) };
        var sending = stack.Get<PushedMessageSender>().SendAsync(wakeUp.ToMessage(), stopping.Token);

        await stopping.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(sending);
        (await stack.FindAsync("k")).Status.ShouldBe(DeliveryStatus.Queued);
    }

    private static void MakeTheClaimSlow(OutboxStack stack)
    {
        var isSlow = true;
        stack.Proxy.AfterForward = call =>
        {
            if (call.Resource == "$batch" && isSlow)
            {
                stack.Time.Advance(TimeSpan.FromSeconds(1));
                isSlow = false;
            }

            return Task.FromResult<FaultAction?>(null);
        };
    }

    /// <summary>A delivery whose sender died between claim and answer, long enough ago.</summary>
    private static async Task<Delivery> DeadSenderAsync(OutboxStack stack, string key)
    {
        var delivery = await stack.QueueAsync(key);
        var claim = delivery.Enter(DeliveryStatus.Sending, stack.Now) with { Attempts = 1, ClaimedAt = stack.Now };
        var read = await stack.FindAsync(key);
        (await stack.Deliveries.TryReplaceAsync(claim with { ETag = read.ETag, Companions = read.Companions }, TestContext.Current.CancellationToken)).ShouldNotBeNull();
        stack.Time.Advance(TimeSpan.FromMinutes(2));
        return delivery;
    }

    private static async Task AgeClaimAsync(OutboxStack stack, string key)
    {
        var claimed = await stack.FindAsync(key);
        claimed.Status.ShouldBe(DeliveryStatus.Sending);
        var aged = claimed with { ClaimedAt = stack.Now - TimeSpan.FromMinutes(2) };
        (await stack.Deliveries.TryReplaceAsync(aged, TestContext.Current.CancellationToken)).ShouldNotBeNull();
    }
}
