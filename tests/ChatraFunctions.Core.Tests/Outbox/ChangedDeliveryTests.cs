using ChatraFunctions.Outbox;
using ChatraFunctions.Queues;
using ChatraFunctions.Requests;
using TestKit;

namespace ChatraFunctions.Core.Tests.Outbox;

/// <summary>What Chatra is asked for when messages are edited, deleted and retried, at any moment of their lives.</summary>
public sealed class ChangedDeliveryTests(AzuriteFixture azurite)
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Edited_when_sent_it_is_put_at_a_slot_of_its_own_and_ends_edited()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await SentAsync(stack);
        var slotBefore = (await stack.Budget.ReadAsync(Ending)).NextSlot;
        await EditAsync(stack, "new");

        await RunAllAsync(stack);

        stack.Chatra.Calls.ShouldBe(["POST: old", "PUT chatra-1: new"]);
        (await stack.Budget.ReadAsync(Ending)).NextSlot.ShouldBeGreaterThan(slotBefore);
        var edited = await stack.FindAsync("k");
        (edited.Status, edited.Attempts, edited.MessageId).ShouldBe((DeliveryStatus.Edited, 2, "chatra-1"));
        StatusesOf(edited).ShouldEndWith("Sent Queued Released Sending Edited");
    }

    [Fact]
    public async Task Last_of_several_edits_is_the_one_that_is_put()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await SentAsync(stack);
        foreach (var text in new[] { "a", "b", "old", "c" })
            await EditAsync(stack, text);

        await RunAllAsync(stack);

        stack.Chatra.Calls.ShouldBe(["POST: old", "PUT chatra-1: c"]);
    }

    [Fact]
    public async Task Deleted_when_sent_it_is_deleted_in_chatra()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await SentAsync(stack);
        await DeleteAsync(stack);

        await RunAllAsync(stack);

        stack.Chatra.Calls.ShouldBe(["POST: old", "DELETE chatra-1"]);
        (await stack.FindAsync("k")).Status.ShouldBe(DeliveryStatus.Deleted);
        await stack.CompanionsShouldAgreeAsync();
    }

    [Fact]
    public async Task Edited_again_and_again_during_the_calls_it_ends_with_the_last_text()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await stack.QueueAsync("k", "old");
        var post = stack.Chatra.HoldsNext();
        var put = stack.Chatra.HoldsNext();

        await DuringAsync(stack, post, () => EditAsync(stack, "second"));
        await DuringAsync(stack, put, () => EditAsync(stack, "third"));
        await RunAllAsync(stack);

        stack.Chatra.Calls.ShouldBe(["POST: old", "PUT chatra-1: second", "PUT chatra-1: third"]);
        var edited = await stack.FindAsync("k");
        (edited.Status, edited.Text).ShouldBe((DeliveryStatus.Edited, "third"));
        edited.SentRevision.ShouldBe(edited.Revision);
        await stack.CompanionsShouldAgreeAsync();
    }

    [Fact]
    public async Task Deleted_during_the_call_it_is_deleted_once_it_is_sent()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await stack.QueueAsync("k", "old");

        await DuringAsync(stack, stack.Chatra.HoldsNext(), () => DeleteAsync(stack));
        await RunAllAsync(stack);

        stack.Chatra.Calls.ShouldBe(["POST: old", "DELETE chatra-1"]);
        (await stack.FindAsync("k")).Status.ShouldBe(DeliveryStatus.Deleted);
    }

    [Fact]
    public async Task Deleted_while_its_edit_is_under_way_it_is_deleted_after_it()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await SentAsync(stack);
        await EditAsync(stack, "new");

        await DuringAsync(stack, stack.Chatra.HoldsNext(), () => DeleteAsync(stack));
        await RunAllAsync(stack);

        stack.Chatra.Calls.ShouldBe(["POST: old", "PUT chatra-1: new", "DELETE chatra-1"]);
        (await stack.FindAsync("k")).Status.ShouldBe(DeliveryStatus.Deleted);
    }

    [Fact]
    public async Task Deleted_during_a_call_that_is_refused_for_now_it_is_not_sent_again()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await stack.QueueAsync("k", "old");

        await DuringAsync(stack, stack.Chatra.HoldsNext(503), () => DeleteAsync(stack));
        stack.Time.Advance(TimeSpan.FromMinutes(1));
        await RunAllAsync(stack);

        stack.Chatra.Calls.ShouldBe(["POST: old"]);
        (await stack.FindAsync("k")).Status.ShouldBe(DeliveryStatus.Deleted);
    }

    [Fact]
    public async Task Edited_during_a_call_that_is_refused_for_good_its_new_text_is_tried()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await stack.QueueAsync("k", "bad");

        await DuringAsync(stack, stack.Chatra.HoldsNext(400), () => EditAsync(stack, "good"));
        await RunAllAsync(stack);

        stack.Chatra.Calls.ShouldBe(["POST: bad", "POST: good"]);
        (await stack.FindAsync("k")).Status.ShouldBe(DeliveryStatus.Sent);
    }

    [Fact]
    public async Task Deleted_during_an_edit_that_is_refused_for_good_it_is_deleted_all_the_same()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await SentAsync(stack);
        await EditAsync(stack, "bad");

        await DuringAsync(stack, stack.Chatra.HoldsNext(400), () => DeleteAsync(stack));
        await RunAllAsync(stack);

        stack.Chatra.Calls.ShouldBe(["POST: old", "PUT chatra-1: bad", "DELETE chatra-1"]);
        (await stack.FindAsync("k")).Status.ShouldBe(DeliveryStatus.Deleted);
    }

    [Theory]
    [InlineData("Resend")]
    [InlineData("Hold")]
    public async Task Deleted_during_a_call_whose_answer_is_lost_it_is_neither_sent_again_nor_held(string onUncertain)
    {
        await using var stack = await OutboxStack.OnAsync(azurite, ("Outbox__OnUncertain", onUncertain));
        var delivery = await stack.QueueAsync("k", "old");

        await DuringAsync(stack, stack.Chatra.HoldsNextAndLosesItsAnswer(), () => DeleteAsync(stack));
        stack.Time.Advance(TimeSpan.FromMinutes(3));
        await stack.SendAsync(delivery);

        stack.Chatra.Calls.ShouldBe(["POST: old"]);
        var deleted = await stack.FindAsync("k");
        (deleted.Status, deleted.IsInDoubt).ShouldBe((DeliveryStatus.Deleted, true));
    }

    [Theory]
    [InlineData("Resend")]
    [InlineData("Hold")]
    public async Task Deleted_after_its_sender_died_it_is_in_doubt_and_not_sent_again(string onUncertain)
    {
        await using var stack = await OutboxStack.OnAsync(azurite, ("Outbox__OnUncertain", onUncertain));
        var delivery = await stack.QueueAsync("k");
        await stack.MakeAsync("k", queued => queued.Enter(DeliveryStatus.Sending, stack.Now) with { Attempts = 1, ClaimedAt = stack.Now });
        await DeleteAsync(stack);

        stack.Time.Advance(TimeSpan.FromMinutes(2));
        await stack.SendAsync(delivery);

        stack.Chatra.Calls.ShouldBeEmpty();
        var deleted = await stack.FindAsync("k");
        (deleted.Status, deleted.IsInDoubt, deleted.IsAwaited).ShouldBe((DeliveryStatus.Deleted, true, true));
        await stack.CompanionsShouldAgreeAsync();
    }

    [Fact]
    public async Task Edited_after_its_sender_died_its_new_text_is_sent()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await stack.QueueAsync("k", "old");
        await stack.MakeAsync("k", queued => queued.Enter(DeliveryStatus.Sending, stack.Now) with { Attempts = 1, ClaimedAt = stack.Now });
        await EditAsync(stack, "new");

        stack.Time.Advance(TimeSpan.FromMinutes(2));
        await stack.SendAsync(delivery);

        stack.Chatra.Calls.ShouldBe(["POST: new"]);
        (await stack.FindAsync("k")).Status.ShouldBe(DeliveryStatus.Sent);
    }

    [Theory]
    [InlineData("edit", "PUT chatra-1: new", DeliveryStatus.Edited)]
    [InlineData("delete", "DELETE chatra-1", DeliveryStatus.Deleted)]
    public async Task Change_whose_answer_is_lost_is_asked_for_again_also_where_messages_are_held(string change, string call, DeliveryStatus end)
    {
        await using var stack = await OutboxStack.OnAsync(azurite, ("Outbox__OnUncertain", "Hold"));
        var delivery = await SentAsync(stack);
        await (change == "edit" ? EditAsync(stack, "new") : DeleteAsync(stack));
        stack.Chatra.LosesNextAnswer();

        await stack.RunDueAsync();
        (await stack.FindAsync("k")).Status.ShouldBe(DeliveryStatus.Queued);
        stack.Time.Advance(TimeSpan.FromSeconds(6));
        await stack.SendAsync(delivery);

        stack.Chatra.Calls.ShouldBe(["POST: old", call, call]);
        (await stack.FindAsync("k")).Status.ShouldBe(end);
    }

    [Fact]
    public async Task Edit_that_chatra_refuses_has_failed_and_can_be_retried()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await SentAsync(stack);
        await EditAsync(stack, "new");
        stack.Chatra.AnswersNext(400, "Text is wrong");
        await RunAllAsync(stack);
        var failed = await stack.FindAsync("k");
        (failed.Status, failed.MessageId).ShouldBe((DeliveryStatus.Failed, "chatra-1"));
        failed.Reason.ShouldNotBeNull().ShouldContain("Text is wrong");

        await RetryAsync(stack);
        await RunAllAsync(stack);

        stack.Chatra.Calls.ShouldBe(["POST: old", "PUT chatra-1: new", "PUT chatra-1: new"]);
        var edited = await stack.FindAsync("k");
        (edited.Status, edited.Reason, edited.LastError).ShouldBe((DeliveryStatus.Edited, null, null));
    }

    [Fact]
    public async Task Failed_message_is_sent_when_it_is_retried_and_backs_off_from_the_start()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await stack.QueueAsync("k");
        stack.Chatra.AnswersNext(404, "Client not found");
        await RunAllAsync(stack);
        await stack.MakeAsync("k", failed => failed with { Faults = 9 });

        await RetryAsync(stack);
        stack.Chatra.AnswersNext(503);
        await stack.RunDueAsync();
        var waiting = await stack.FindAsync("k");
        (waiting.Status, waiting.Faults).ShouldBe((DeliveryStatus.Queued, 1));

        stack.Time.Advance(TimeSpan.FromSeconds(6));
        await stack.SendAsync(waiting);
        var sent = await stack.FindAsync("k");
        (sent.Status, sent.Attempts, sent.Reason).ShouldBe((DeliveryStatus.Sent, 3, null));
    }

    [Fact]
    public async Task Held_message_is_sent_when_it_is_retried_and_stays_in_doubt_until_then()
    {
        await using var stack = await OutboxStack.OnAsync(azurite, ("Outbox__OnUncertain", "Hold"));
        await stack.QueueAsync("k");
        stack.Chatra.LosesNextAnswer();
        await RunAllAsync(stack);
        (await stack.FindAsync("k")).Reason.ShouldNotBeNull().ShouldStartWith("held");

        await RetryAsync(stack);
        (await stack.FindAsync("k")).IsAwaited.ShouldBeTrue(); // A webhook may still show that it arrived.
        await stack.CompanionsShouldAgreeAsync();
        await RunAllAsync(stack);

        stack.Chatra.Calls.Count.ShouldBe(2);
        var sent = await stack.FindAsync("k");
        (sent.Status, sent.IsInDoubt).ShouldBe((DeliveryStatus.Sent, false));
        await stack.CompanionsShouldAgreeAsync();
    }

    [Fact]
    public async Task Message_whose_id_could_not_be_read_is_sent_and_awaited_but_not_changed()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await stack.QueueAsync("k");
        stack.Chatra.GarblesNextAnswer();

        await RunAllAsync(stack);

        var sent = await stack.FindAsync("k");
        (sent.Status, sent.MessageId, sent.IsAwaited).ShouldBe((DeliveryStatus.Sent, null, true));
        var refusal = (await stack.Get<MessageChanges>().EditAsync("k", "new", Ending)).Refusal.ShouldNotBeNull();
        refusal.Detail.ShouldBe("Chatra has the message, but its id is not known; edit it in Chatra.");
    }

    [Fact]
    public async Task Sender_that_comes_late_brings_the_id_and_what_was_asked_for_meanwhile_is_done()
    {
        await using var stack = await OutboxStack.OnAsync(azurite, ("Outbox__OnUncertain", "Hold"));
        await stack.QueueAsync("k", "old");

        await DuringAsync(stack, stack.Chatra.HoldsNext(), async () =>
        {
            var claimed = await stack.FindAsync("k");
            await stack.MakeAsync("k", delivery => delivery.Enter(DeliveryStatus.Failed, stack.Now) with { ClaimedAt = null, IsInDoubt = true });
            claimed.Status.ShouldBe(DeliveryStatus.Sending);
            await DeleteAsync(stack);
        });
        await RunAllAsync(stack);

        stack.Chatra.Calls.ShouldBe(["POST: old", "DELETE chatra-1"]);
        (await stack.FindAsync("k")).Status.ShouldBe(DeliveryStatus.Deleted);
    }

    private static Task EditAsync(OutboxStack stack, string text) => DoneAsync(stack.Get<MessageChanges>().EditAsync("k", text, Ending));

    private static Task DeleteAsync(OutboxStack stack) => DoneAsync(stack.Get<MessageChanges>().DeleteAsync("k", Ending));

    private static Task RetryAsync(OutboxStack stack) => DoneAsync(stack.Get<MessageChanges>().RetryAsync("k", Ending));

    private static async Task DoneAsync(Task<Outcome<QueuedMessage>> change) => (await change).Refusal.ShouldBeNull();

    private static async Task<Delivery> SentAsync(OutboxStack stack)
    {
        var delivery = await stack.QueueAsync("k", "old");
        await stack.RunDueAsync();
        (await stack.FindAsync("k")).Status.ShouldBe(DeliveryStatus.Sent);
        stack.Time.Advance(TimeSpan.FromSeconds(1));
        return delivery;
    }

    private static async Task RunAllAsync(OutboxStack stack)
    {
        while (await stack.RunDueAsync() > 0)
        {
        }

        (await stack.CountAsync(QueueNames.Outbox)).ShouldBe(0);
    }

    /// <summary>Runs what is due as far as the call that the gate holds, does something, and lets the call go on.</summary>
    private static async Task DuringAsync(OutboxStack stack, TaskCompletionSource gate, Func<Task> act)
    {
        var calls = stack.Chatra.Calls.Count;
        var running = stack.RunDueAsync();
        await Eventually.HoldsAsync(() => stack.Chatra.Calls.Count > calls, "it calls");
        await act();
        gate.SetResult();
        await running;
    }

    private static string StatusesOf(Delivery delivery) => string.Join(' ', delivery.History.Select(entry => entry.Status));
}
