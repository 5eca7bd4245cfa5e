using ChatraFunctions.Outbox;
using ChatraFunctions.Queues;
using ChatraFunctions.Status;
using TestKit;

namespace ChatraFunctions.Core.Tests.Outbox;

/// <summary>What becomes of a message, and of the account, when Chatra does not simply take it.</summary>
public sealed class SenderFaultTests(AzuriteFixture azurite)
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("12", 12)]
    [InlineData(null, 60)]
    [InlineData("Sun, 01 Mar 2026 12:00:45 GMT", 45)]
    [InlineData("not a time", 60)]
    [InlineData("999999999", 24 * 60 * 60)]
    public async Task Rate_limit_pauses_the_account_for_as_long_as_chatra_says(string? retryAfter, int seconds)
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await stack.QueueAsync("k");
        stack.Chatra.AnswersNext(429, "Too Many Requests", retryAfter);
        stack.Proxy.Clear();

        await stack.SendAsync(delivery);

        var state = await stack.Budget.ReadAsync(Ending);
        state.PausedUntil.ShouldBe(stack.Now + TimeSpan.FromSeconds(seconds));
        state.Share.ShouldBe(0.8);
        stack.DelaysOf(QueueNames.ChatraSend).ShouldBe([Math.Floor(seconds - 2.5)]); // the first slot after the pause
        var throttled = await stack.FindAsync("k");
        throttled.Status.ShouldBe(DeliveryStatus.Queued);
        throttled.Attempts.ShouldBe(1);
        throttled.Faults.ShouldBe(0);
    }

    [Fact]
    public async Task One_429_costs_one_request()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var first = await stack.QueueAsync("first");
        var others = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => stack.QueueAsync($"other {i}")));
        stack.Chatra.AnswersNext(429, retryAfter: "12");
        await stack.SendAsync(first);
        stack.Proxy.Clear();

        await stack.PassTimeUntilAsync(Task.WhenAll(others.Select(stack.SendAsync)), TimeSpan.FromMilliseconds(1)); // They contend for the ledger.

        stack.Chatra.Requests.Count.ShouldBe(1);
        stack.DelaysOf(QueueNames.Outbox).ShouldBeEmpty();
        stack.DelaysOf(QueueNames.ChatraSend).ShouldAllBe(delay => delay >= 9);
        stack.DelaysOf(QueueNames.ChatraSend).Distinct().Count().ShouldBe(10); // each a slot of its own
        (await stack.FindAsync("other 0")).Status.ShouldBe(DeliveryStatus.Queued);
    }

    [Fact]
    public async Task Second_429_of_the_same_pause_does_not_cut_the_pace_again()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var first = await stack.QueueAsync("first");
        var second = await stack.QueueAsync("second");
        var gate = stack.Chatra.HoldsNext();
        stack.Chatra.AnswersNext(429, retryAfter: "60");
        var inFlight = stack.SendAsync(first);
        await Eventually.HoldsAsync(() => stack.Chatra.Requests.Count == 1, "the first is in flight");
        await stack.SendAsync(second);

        await stack.Budget.ThrottleAsync(new Slot(stack.Now, Epoch: 0), stack.Now + TimeSpan.FromSeconds(10), Ending);

        var state = await stack.Budget.ReadAsync(Ending);
        state.Share.ShouldBe(0.8);
        state.PausedUntil.ShouldBe(stack.Now + TimeSpan.FromSeconds(60));
        gate.SetResult();
        await inFlight;
    }

    [Fact]
    public async Task First_slot_after_a_pause_is_used()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await stack.QueueAsync("k");
        await stack.Budget.ThrottleAsync(new Slot(stack.Now, Epoch: 0), stack.Now + TimeSpan.FromSeconds(12), Ending);
        var slot = await stack.Budget.ReserveOneAsync(Ending);
        slot.ShouldBe(new Slot(stack.Now + TimeSpan.FromSeconds(12), Epoch: 1));
        stack.Time.SetUtcNow(slot.At - TimeSpan.FromMilliseconds(200)); // The claim is made shortly before the slot.

        var sending = stack.SendAsync(stack.WakeUpOf(delivery) with { Slot = slot });
        await Eventually.HoldsAsync(async () => (await stack.FindAsync("k")).Status == DeliveryStatus.Sending, "it is claimed");
        stack.Time.SetUtcNow(slot.At);
        await sending;

        (await stack.FindAsync("k")).Status.ShouldBe(DeliveryStatus.Sent);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task Refused_keys_pause_the_account_for_five_minutes_and_status_says_why(int status)
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await stack.QueueAsync("k");
        stack.Chatra.AnswersNext(status, "no such key: secret-of-the-account, said jane@example.com");

        await stack.SendAsync(delivery);

        var budget = (await stack.Get<StatusReader>().ReadAsync(Ending)).Budget;
        budget.PausedUntil.ShouldBe(stack.Now + TimeSpan.FromMinutes(5));
        budget.PauseReason.ShouldBe($"Chatra refused the keys ({status})");
        var waiting = await stack.FindAsync("k");
        waiting.Status.ShouldBe(DeliveryStatus.Queued);
        waiting.LastError.ShouldNotBeNull().ShouldContain("no such key");
        stack.Log.Lines.ShouldContain(line => line.Contains($"Chatra refused the keys ({status})", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Message_whose_keys_were_refused_lets_the_others_be_first_after_the_pause_and_never_fails_of_it()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await stack.QueueAsync("k");
        stack.Proxy.Clear();
        for (var refusal = 0; refusal < 12; refusal++)
        {
            stack.Chatra.AnswersNext(403, "not allowed");
            await stack.SendAsync(stack.WakeUpOf(delivery) with { Slot = new Slot(stack.Now, (await stack.Budget.ReadAsync(Ending)).Epoch) });
            stack.Time.Advance(TimeSpan.FromMinutes(15));
        }

        stack.DelaysOf(QueueNames.ChatraSend).ShouldBeEmpty();
        var delays = stack.DelaysOf(QueueNames.Outbox);
        delays[0].ShouldBeInRange(305, 306);
        delays.ShouldBeInOrder();
        delays[^1].ShouldBe(900);
        var waiting = await stack.FindAsync("k");
        (waiting.Status, waiting.Faults, waiting.Attempts).ShouldBe((DeliveryStatus.Queued, 0, 12));
    }

    [Fact]
    public async Task Log_holds_neither_keys_nor_texts_nor_chatras_words()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        foreach (var status in new[] { 200, 400, 401, 429, 503 })
        {
            var delivery = await stack.QueueAsync($"key {status}", "the text is secret");
            if (status != 200)
                stack.Chatra.AnswersNext(status, "said jane@example.com");
            await stack.SendAsync(delivery);
            stack.Time.Advance(TimeSpan.FromMinutes(10));
        }

        stack.Chatra.Requests.Count.ShouldBe(5);
        var log = string.Join('\n', stack.Log.Lines);
        log.ShouldContain("key 503");
        log.ShouldNotContain("jane@example.com");
        log.ShouldNotContain("the text is secret");
        log.ShouldNotContain("secret-of-the-account");
    }

    [Fact]
    public async Task Longer_pause_keeps_its_reason_when_a_shorter_one_comes()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await stack.Budget.PauseAsync(stack.Now + TimeSpan.FromMinutes(5), "keys", Ending);

        await stack.Budget.ThrottleAsync(new Slot(stack.Now, Epoch: 0), stack.Now + TimeSpan.FromMinutes(1), Ending);

        var state = await stack.Budget.ReadAsync(Ending);
        state.PausedUntil.ShouldBe(stack.Now + TimeSpan.FromMinutes(5));
        state.PauseReason.ShouldBe("keys");
    }

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(410)]
    [InlineData(422)]
    public async Task Permanent_refusal_fails_with_chatras_words_and_is_not_tried_again(int status)
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await stack.QueueAsync("k");
        stack.Chatra.AnswersNext(status, "Client not found");
        stack.Proxy.Clear();

        await stack.SendAsync(delivery);
        await stack.SendAsync(delivery);

        stack.Chatra.Requests.Count.ShouldBe(1);
        var failed = await stack.FindAsync("k");
        failed.Status.ShouldBe(DeliveryStatus.Failed);
        failed.Reason.ShouldNotBeNull().ShouldContain("Client not found");
        failed.LastError.ShouldBe(failed.Reason);
        stack.DelaysOf(QueueNames.Outbox).ShouldBeEmpty();
        (await stack.Deliveries.CountUnsentAsync(Ending)).Unsent.ShouldBe(0);
    }

    [Fact]
    public async Task Faults_back_off_step_by_step_and_then_the_message_has_failed()
    {
        int[] steps = [5, 30, 120, 600, 1800, 3600, 7200, 14400, 28800];
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await stack.QueueAsync("k");
        foreach (var step in steps)
        {
            stack.Chatra.AnswersNext(503, "Down");
            stack.Proxy.Clear();
            await stack.SendAsync(delivery);

            var waiting = await stack.FindAsync("k");
            waiting.Status.ShouldBe(DeliveryStatus.Queued);
            var wait = (waiting.NotBefore!.Value - stack.Now).TotalSeconds;
            wait.ShouldBeInRange(step, step * 1.1);
            stack.DelaysOf(QueueNames.Outbox).ShouldBe([Math.Ceiling(wait)]);
            stack.Time.SetUtcNow(waiting.NotBefore.Value);
        }

        stack.Chatra.AnswersNext(503, "Down");
        await stack.SendAsync(delivery);

        var failed = await stack.FindAsync("k");
        failed.Status.ShouldBe(DeliveryStatus.Failed);
        failed.Reason.ShouldNotBeNull().ShouldStartWith("gave up after 10 faults");
        failed.Attempts.ShouldBe(10);
        failed.History.Count(entry => entry.Status == DeliveryStatus.Sending).ShouldBe(10);
    }

    [Fact]
    public async Task Wake_up_before_the_back_off_is_over_does_not_call()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await stack.QueueAsync("k");
        stack.Chatra.AnswersNext(500);
        await stack.SendAsync(delivery);
        stack.Proxy.Clear();

        await stack.SendAsync(delivery);

        stack.Chatra.Requests.Count.ShouldBe(1);
        stack.DelaysOf(QueueNames.Outbox).Single().ShouldBeInRange(5, 6);
    }

    [Fact]
    public async Task Chatra_that_cannot_be_reached_is_a_fault_that_may_pass()
    {
        await using var stack = await OutboxStack.OnAsync(azurite, ("Chatra__BaseUrl", $"http://127.0.0.1:{Ports.Free()}/api/"));
        var delivery = await stack.QueueAsync("k");

        await stack.SendAsync(delivery);

        var waiting = await stack.FindAsync("k");
        (waiting.Status, waiting.Faults).ShouldBe((DeliveryStatus.Queued, 1));
    }

    [Fact]
    public async Task Lost_answer_keeps_the_claim_until_it_is_old_and_then_sends_again()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await stack.QueueAsync("k");
        stack.Chatra.LosesNextAnswer();
        stack.Proxy.Clear();
        await stack.SendAsync(delivery);

        (await stack.FindAsync("k")).Status.ShouldBe(DeliveryStatus.Sending);
        stack.DelaysOf(QueueNames.Outbox).ShouldBe([120]);
        stack.Time.Advance(TimeSpan.FromSeconds(119));
        await stack.SendAsync(delivery);
        stack.Chatra.Requests.Count.ShouldBe(1);

        stack.Time.Advance(TimeSpan.FromSeconds(1));
        await stack.SendAsync(delivery);
        stack.Chatra.Requests.Count.ShouldBe(2);
        (await stack.FindAsync("k")).Status.ShouldBe(DeliveryStatus.Sent);
    }

    [Fact]
    public async Task Lost_answer_is_held_when_so_set()
    {
        await using var stack = await OutboxStack.OnAsync(azurite, ("Outbox__OnUncertain", "Hold"));
        var delivery = await stack.QueueAsync("k");
        stack.Chatra.LosesNextAnswer();

        await stack.SendAsync(delivery);

        var held = await stack.FindAsync("k");
        held.Status.ShouldBe(DeliveryStatus.Failed);
        held.Reason.ShouldNotBeNull().ShouldStartWith("held");
        held.LastError.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Answer_that_never_comes_ends_by_the_clock_and_is_uncertain()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await stack.QueueAsync("k");
        var gate = stack.Chatra.HoldsNext();
        var sending = stack.SendAsync(delivery);
        await Eventually.HoldsAsync(() => stack.Chatra.Requests.Count == 1, "it calls");

        stack.Time.Advance(TimeSpan.FromSeconds(30));
        await sending;

        (await stack.FindAsync("k")).Status.ShouldBe(DeliveryStatus.Sending);
        gate.SetResult();
    }

    [Fact]
    public async Task Last_error_is_kept_to_two_thousand_characters_of_whole_text()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await stack.QueueAsync("k");
        stack.Chatra.AnswersNext(400, string.Concat(Enumerable.Repeat("👋", 5_000)));

        await stack.SendAsync(delivery);

        var error = (await stack.FindAsync("k")).LastError.ShouldNotBeNull();
        error.Length.ShouldBeInRange(1_999, 2_000);
        error.EndsWith("👋", StringComparison.Ordinal).ShouldBeTrue();
    }

    [Fact]
    public async Task Longest_text_with_longest_errors_at_every_step_still_fits_its_row()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var text = new string('語', 100_000);
        var delivery = await stack.QueueAsync("k", text);
        for (var step = 0; step < 10; step++)
        {
            stack.Chatra.AnswersNext(503, new string('語', 10_000));
            await stack.SendAsync(delivery);
            stack.Time.Advance(TimeSpan.FromHours(9));
        }

        var failed = await stack.FindAsync("k");
        failed.Status.ShouldBe(DeliveryStatus.Failed);
        failed.Text.ShouldBe(text);
    }
}
