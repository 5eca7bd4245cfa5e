using ChatraFunctions.Outbox;
using ChatraFunctions.Queues;
using TestKit;

namespace ChatraFunctions.Core.Tests.Outbox;

/// <summary>Storage that fails once Chatra has been called, and writes whose answer is lost.</summary>
public sealed class InsistenceTests(AzuriteFixture azurite)
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Outage_after_chatra_took_the_message_does_not_send_it_twice()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await stack.QueueAsync("k");
        var failures = 0;
        stack.Proxy.BeforeForward = _ => Task.FromResult(
            stack.Chatra.Requests.Count == 1 && failures++ < 5 ? FaultAction.Answer(503, "ServerBusy") : null);

        await PassTimeAfterTheCallAsync(stack, stack.SendAsync(delivery), TimeSpan.FromMilliseconds(50));

        failures.ShouldBeGreaterThan(5); // The client's own four tries were not enough.
        stack.Proxy.BeforeForward = null;
        (await stack.FindAsync("k")).Status.ShouldBe(DeliveryStatus.Sent);
        await stack.SendAsync(delivery);
        stack.Chatra.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Outage_longer_than_the_claim_fails_loudly_so_that_the_wake_up_comes_back()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await stack.QueueAsync("k");
        stack.Proxy.BeforeForward = _ => Task.FromResult(stack.Chatra.Requests.Count == 1 ? FaultAction.Answer(503, "ServerBusy") : null);
        var start = stack.Now;

        await Should.ThrowAsync<Exception>(PassTimeAfterTheCallAsync(stack, stack.SendAsync(delivery), TimeSpan.FromMilliseconds(500)));

        (stack.Now - start).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(84)); // of the claim's two minutes
        stack.Proxy.BeforeForward = null;
        (await stack.FindAsync("k")).Status.ShouldBe(DeliveryStatus.Sending);
        stack.Log.Lines.ShouldContain(line => line.StartsWith("Error: What came of message k is not written down yet", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("GET", "Deliveries(")]
    [InlineData("GET", "RequestBudget(")]
    [InlineData("POST", "$batch")]
    public async Task Outage_of_the_tables_before_the_call_costs_no_wake_up(string method, string resource)
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await stack.QueueAsync("k");
        stack.Proxy.Clear();
        stack.Proxy.BeforeForward = call => Task.FromResult(
            call.Method == method && call.Resource.StartsWith(resource, StringComparison.Ordinal) ? FaultAction.Answer(503, "ServerBusy") : null);

        await stack.SendAsync(delivery);

        stack.Chatra.Requests.ShouldBeEmpty();
        stack.DelaysOf(QueueNames.Outbox).ShouldBe([30]);
        stack.Proxy.BeforeForward = null;
        await stack.SendAsync(delivery);
        (await stack.FindAsync("k")).Status.ShouldBe(DeliveryStatus.Sent);
    }

    [Fact]
    public async Task Throttled_message_whose_pause_cannot_be_written_is_not_forgotten()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await stack.QueueAsync("k");
        stack.Chatra.AnswersNext(429, retryAfter: "12");
        var failures = 0;
        stack.Proxy.BeforeForward = call => Task.FromResult(
            stack.Chatra.Requests.Count == 1 && call.Resource.StartsWith("RequestBudget", StringComparison.Ordinal) && failures++ < 5
                ? FaultAction.Answer(503, "ServerBusy")
                : null);

        await PassTimeAfterTheCallAsync(stack, stack.SendAsync(delivery), TimeSpan.FromMilliseconds(50));

        stack.Proxy.BeforeForward = null;
        (await stack.FindAsync("k")).Status.ShouldBe(DeliveryStatus.Queued);
        (await stack.Budget.ReadAsync(Ending)).PausedUntil.ShouldNotBeNull();
        (await stack.CountAsync(QueueNames.ChatraSend)).ShouldBe(1); // for the first slot after the pause
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Next_wake_up_that_storage_does_not_take_at_first_is_not_forgotten(bool isEditedMeanwhile)
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await stack.QueueAsync("k");
        var answer = isEditedMeanwhile ? stack.Chatra.HoldsNext() : null;
        if (!isEditedMeanwhile)
            stack.Chatra.AnswersNext(503);
        var failures = 0;
        stack.Proxy.Clear();
        stack.Proxy.BeforeForward = call => Task.FromResult(
            call.Resource == $"{QueueNames.Outbox}/messages" && call.Method == "POST" && failures++ < 6 ? FaultAction.Answer(503, "ServerBusy") : null);

        var sending = stack.SendAsync(delivery);
        await Eventually.HoldsAsync(() => stack.Chatra.Requests.Count == 1, "it calls");
        if (isEditedMeanwhile)
            await stack.Get<MessageChanges>().EditAsync("k", "new", Ending);
        answer?.SetResult();
        await stack.PassTimeUntilAsync(sending, TimeSpan.FromMilliseconds(50));

        failures.ShouldBeGreaterThan(6);
        (await stack.FindAsync("k")).Status.ShouldBe(DeliveryStatus.Queued);
        stack.Proxy.CallsTo(StorageService.Queue).Count(call => call.Resource == $"{QueueNames.Outbox}/messages" && call.Status == 201).ShouldBe(1);
    }

    [Fact]
    public async Task Claim_whose_answer_is_lost_is_known_for_our_own()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await stack.QueueAsync("k");
        LoseAnswerOfBatch(stack, number: 1);

        await stack.SendAsync(delivery);

        stack.Chatra.Requests.Count.ShouldBe(1);
        (await stack.FindAsync("k")).Status.ShouldBe(DeliveryStatus.Sent);
    }

    [Fact]
    public async Task Sent_whose_answer_is_lost_is_written_once()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await stack.QueueAsync("k");
        LoseAnswerOfBatch(stack, number: 2);

        await stack.SendAsync(delivery);

        var sent = await stack.FindAsync("k");
        sent.Status.ShouldBe(DeliveryStatus.Sent);
        sent.History.Count(entry => entry.Status == DeliveryStatus.Sent).ShouldBe(1);
        (await stack.Deliveries.CountUnsentAsync(Ending)).Unsent.ShouldBe(0);
    }

    [Fact]
    public async Task Message_whose_queueing_loses_its_answer_is_there_once()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        LoseAnswerOfBatch(stack, number: 1);

        var delivery = await stack.QueueAsync("k");

        delivery.FirstStatus.ShouldBe(DeliveryStatus.Queued);
        (await stack.Deliveries.CountUnsentAsync(Ending)).Unsent.ShouldBe(1);
    }

    [Fact]
    public async Task Slots_whose_answer_is_lost_are_spent_and_not_given_twice()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var first = await stack.Budget.ReserveOneAsync(Ending);
        var lost = false;
        stack.Proxy.AfterForward = call => Task.FromResult(!lost && (lost = call.Method is "PUT" or "MERGE" or "PATCH") ? FaultAction.Drop : null);

        var reserving = stack.Budget.ReserveOneAsync(Ending);
        await stack.PassTimeUntilAsync(reserving, TimeSpan.FromMilliseconds(10));
        var second = await reserving;

        lost.ShouldBeTrue();
        var third = await stack.Budget.ReserveOneAsync(Ending);
        new[] { first, second, third }.ShouldBeUnique();
        (third.At - second.At).ShouldBeGreaterThan(TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData(503, QueueNames.Outbox)]
    [InlineData(429, QueueNames.ChatraSend)]
    public async Task Wake_up_that_the_queue_did_not_take_is_queued_when_it_can_be(int status, string queue)
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await stack.QueueAsync("k");
        await stack.TakeAllAsync(QueueNames.Outbox);
        stack.Chatra.AnswersNext(status, retryAfter: "12");
        var failures = 0;
        stack.Proxy.BeforeForward = call => Task.FromResult(
            call.Service == StorageService.Queue && failures++ < 8 ? FaultAction.Answer(503, "ServerBusy") : null);

        await PassTimeAfterTheCallAsync(stack, stack.SendAsync(delivery), TimeSpan.FromMilliseconds(50));

        failures.ShouldBeGreaterThan(8); // The client's own four tries were not enough.
        stack.Proxy.BeforeForward = null;
        (await stack.FindAsync("k")).Status.ShouldBe(DeliveryStatus.Queued);
        (await stack.CountAsync(queue)).ShouldBe(1);
        (await stack.Budget.ReadAsync(Ending)).Share.ShouldBe(status == 429 ? 0.8 : 1); // cut once, however often it was written
    }

    [Fact]
    public async Task Uncertain_message_whose_wake_up_cannot_be_queued_counts_one_fault()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await stack.QueueAsync("k");
        await stack.TakeAllAsync(QueueNames.Outbox);
        stack.Chatra.LosesNextAnswer();
        var failures = 0;
        stack.Proxy.BeforeForward = call => Task.FromResult(
            call.Service == StorageService.Queue && failures++ < 12 ? FaultAction.Answer(503, "ServerBusy") : null);

        await PassTimeAfterTheCallAsync(stack, stack.SendAsync(delivery), TimeSpan.FromMilliseconds(50));

        stack.Proxy.BeforeForward = null;
        var uncertain = await stack.FindAsync("k");
        (uncertain.Status, uncertain.Faults).ShouldBe((DeliveryStatus.Sending, 1));
        (await stack.CountAsync(QueueNames.Outbox)).ShouldBe(1);
    }

    [Fact]
    public async Task Result_whose_answers_are_all_lost_still_wakes_the_message()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await stack.QueueAsync("k");
        await stack.TakeAllAsync(QueueNames.Outbox);
        stack.Chatra.AnswersNext(503);
        var failures = 0;
        stack.Proxy.AfterForward = call => Task.FromResult(
            stack.Chatra.Requests.Count == 1 && call.Resource == "$batch" && failures++ < 5 ? FaultAction.Answer(503, "ServerBusy") : null);

        await PassTimeAfterTheCallAsync(stack, stack.SendAsync(delivery), TimeSpan.FromMilliseconds(50));

        failures.ShouldBeGreaterThanOrEqualTo(5);
        stack.Proxy.AfterForward = null;
        (await stack.FindAsync("k")).Status.ShouldBe(DeliveryStatus.Queued);
        (await stack.CountAsync(QueueNames.Outbox)).ShouldBe(1);
    }

    [Fact]
    public async Task Claimed_message_that_gets_no_other_slot_is_not_in_doubt()
    {
        await using var stack = await OutboxStack.OnAsync(azurite, ("Outbox__OnUncertain", "Hold"));
        var delivery = await stack.QueueAsync("k");
        var isClaimed = false;
        stack.Proxy.AfterForward = call =>
        {
            if (!isClaimed && call.Resource == "$batch")
            {
                isClaimed = true;
                stack.Time.Advance(TimeSpan.FromSeconds(1)); // The slot passes.
            }

            return Task.FromResult<FaultAction?>(null);
        };
        stack.Proxy.BeforeForward = call => Task.FromResult(
            isClaimed && call.Resource.StartsWith("RequestBudget", StringComparison.Ordinal) ? FaultAction.Answer(503, "ServerBusy") : null);

        await stack.SendAsync(delivery);

        stack.Chatra.Requests.ShouldBeEmpty();
        var queued = await stack.FindAsync("k");
        (queued.Status, queued.Attempts, queued.IsInDoubt).ShouldBe((DeliveryStatus.Queued, 0, false));
        (await stack.CountAsync(QueueNames.Outbox)).ShouldBe(2); // the first one, and another
    }

    /// <summary>The clock stands still until Chatra was called: before that, it would make the sender late.</summary>
    private static async Task PassTimeAfterTheCallAsync(OutboxStack stack, Task sending, TimeSpan step)
    {
        await Eventually.HoldsAsync(() => stack.Chatra.Requests.Count == 1, "it calls");
        await stack.PassTimeUntilAsync(sending, step);
    }

    private static void LoseAnswerOfBatch(OutboxStack stack, int number)
    {
        var batches = 0;
        stack.Proxy.AfterForward = call => Task.FromResult(call.Resource == "$batch" && ++batches == number ? FaultAction.Drop : null);
    }
}
