using ChatraFunctions.Outbox;
using ChatraFunctions.Queues;
using ChatraFunctions.Requests;
using TestKit;

namespace ChatraFunctions.Core.Tests.Outbox;

/// <summary>A message is edited, deleted or retried, wherever it stands.</summary>
public sealed class MessageChangesTests(AzuriteFixture azurite)
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Queued_message_that_is_edited_is_sent_once_with_its_new_text()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await stack.QueueAsync("k", "old");
        stack.Proxy.Clear();

        (await EditAsync(stack, "new")).Value.ShouldBe(new QueuedMessage("k", DeliveryStatus.Queued));

        stack.DelaysOf(QueueNames.Outbox).ShouldBeEmpty(); // It is on its way anyhow.
        await stack.SendAsync(delivery);
        stack.Chatra.Requests.ShouldHaveSingleItem().GetProperty("text").GetString().ShouldBe("new");
        (await stack.FindAsync("k")).Status.ShouldBe(DeliveryStatus.Sent);
    }

    [Fact]
    public async Task Sent_message_is_edited_in_chatra_and_the_last_of_several_edits_counts()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await SentAsync(stack);

        (await EditAsync(stack, "first")).Value.ShouldBe(new QueuedMessage("k", DeliveryStatus.Queued));
        await EditAsync(stack, "last");
        (await stack.Deliveries.CountUnsentAsync(Ending)).Unsent.ShouldBe(1);
        stack.DelaysOf(QueueNames.Outbox).ShouldBe([0]); // one wake-up for both
        await stack.SendAsync(delivery);
        await stack.SendAsync(delivery);

        stack.Chatra.Lines.ShouldBe(["POST /pushedMessages/", "PUT /pushedMessages/chatra-1"]);
        stack.Chatra.Requests[^1].GetProperty("text").GetString().ShouldBe("last");
        var edited = await stack.FindAsync("k");
        (edited.Status, edited.MessageId, edited.Text).ShouldBe((DeliveryStatus.Edited, "chatra-1", "last"));
        (await stack.Deliveries.CountUnsentAsync(Ending)).Unsent.ShouldBe(0);
    }

    [Fact]
    public async Task Same_text_again_is_no_change()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await SentAsync(stack);
        stack.Proxy.Clear();

        (await EditAsync(stack, "Hello")).Value.ShouldBe(new QueuedMessage("k", DeliveryStatus.Sent));

        stack.Proxy.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Queued_message_that_is_deleted_is_never_sent()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await stack.QueueAsync("k");

        (await DeleteAsync(stack)).Value.ShouldBe(new QueuedMessage("k", DeliveryStatus.Deleted));
        await stack.SendAsync(delivery);

        stack.Chatra.Requests.ShouldBeEmpty();
        (await stack.Deliveries.CountUnsentAsync(Ending)).Unsent.ShouldBe(0);
    }

    [Fact]
    public async Task Sent_message_is_deleted_in_chatra_once()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await SentAsync(stack);

        await DeleteAsync(stack);
        await DeleteAsync(stack);
        await stack.SendAsync(delivery);
        await stack.SendAsync(delivery);

        stack.Chatra.Lines.ShouldBe(["POST /pushedMessages/", "DELETE /pushedMessages/chatra-1"]);
        (await stack.FindAsync("k")).Status.ShouldBe(DeliveryStatus.Deleted);
        (await DeleteAsync(stack)).Value.ShouldBe(new QueuedMessage("k", DeliveryStatus.Deleted));
    }

    [Fact]
    public async Task Change_does_not_wait_out_the_faults_of_the_one_before()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await SentAsync(stack);
        await EditAsync(stack, "new");
        stack.Chatra.AnswersNext(503);
        await stack.SendAsync(delivery);
        (await stack.FindAsync("k")).NotBefore.ShouldNotBeNull();
        stack.Proxy.Clear();

        await DeleteAsync(stack);
        await stack.SendAsync(delivery);

        stack.DelaysOf(QueueNames.Outbox).ShouldBe([0]);
        stack.Chatra.Lines[^1].ShouldBe("DELETE /pushedMessages/chatra-1");
        (await stack.FindAsync("k")).Status.ShouldBe(DeliveryStatus.Deleted);
    }

    [Fact]
    public async Task Message_that_waits_after_a_fault_is_retried_by_hand_at_once()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await stack.QueueAsync("k");
        stack.Chatra.AnswersNext(503);
        await stack.SendAsync(delivery);
        stack.Proxy.Clear();

        (await stack.Get<MessageChanges>().RetryAsync("k", Ending)).Value.ShouldBe(new QueuedMessage("k", DeliveryStatus.Queued));
        await stack.SendAsync(delivery);

        stack.DelaysOf(QueueNames.Outbox).ShouldBe([0]);
        (await stack.FindAsync("k")).Status.ShouldBe(DeliveryStatus.Sent);
    }

    [Fact]
    public async Task Wake_up_of_a_change_that_runs_ahead_of_it_does_not_wait_out_the_fault_either()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await stack.QueueAsync("k");
        for (var fault = 0; fault < 4; fault++)
        {
            stack.Chatra.AnswersNext(503);
            await stack.SendAsync(delivery);
            stack.Time.Advance(TimeSpan.FromMinutes(3));
        }

        stack.Proxy.Clear();

        await stack.SendAsync(stack.WakeUpOf(delivery) with { QueuedAt = stack.Now });

        stack.DelaysOf(QueueNames.Outbox).ShouldBe([5]);
    }

    [Fact]
    public async Task Message_that_chatra_does_not_have_any_more_counts_as_deleted()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await SentAsync(stack);
        await DeleteAsync(stack);
        stack.Chatra.AnswersNext(404, "not found");

        await stack.SendAsync(delivery);

        (await stack.FindAsync("k")).Status.ShouldBe(DeliveryStatus.Deleted);
    }

    [Theory]
    [InlineData("edit", "PUT /pushedMessages/chatra-1", DeliveryStatus.Edited)]
    [InlineData("delete", "DELETE /pushedMessages/chatra-1", DeliveryStatus.Deleted)]
    public async Task Change_while_it_is_being_sent_is_made_afterwards(string change, string request, DeliveryStatus end)
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await stack.QueueAsync("k", "old");
        var answer = stack.Chatra.HoldsNext();
        var sending = stack.SendAsync(delivery);
        await Eventually.HoldsAsync(() => stack.Chatra.Requests.Count == 1, "it calls");

        var changed = change == "edit" ? await EditAsync(stack, "new") : await DeleteAsync(stack);
        changed.Value.ShouldBe(new QueuedMessage("k", DeliveryStatus.Sending));
        stack.Proxy.Clear();
        answer.SetResult();
        await sending;

        (await stack.FindAsync("k")).Status.ShouldBe(DeliveryStatus.Queued);
        stack.DelaysOf(QueueNames.Outbox).ShouldBe([0]);
        await stack.SendAsync(delivery);
        stack.Chatra.Lines.ShouldBe(["POST /pushedMessages/", request]);
        (await stack.FindAsync("k")).Status.ShouldBe(end);
    }

    [Fact]
    public async Task Message_deleted_while_its_sending_failed_is_not_sent_again()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await stack.QueueAsync("k");
        stack.Chatra.LosesNextAnswer();
        await stack.SendAsync(delivery);
        await DeleteAsync(stack);
        stack.Time.Advance(TimeSpan.FromMinutes(5));

        await stack.SendAsync(delivery);

        stack.Chatra.Requests.Count.ShouldBe(1);
        var deleted = await stack.FindAsync("k");
        (deleted.Status, deleted.IsInDoubt).ShouldBe((DeliveryStatus.Deleted, true));
    }

    [Fact]
    public async Task Edit_whose_answer_is_lost_is_simply_made_again_also_in_hold_mode()
    {
        await using var stack = await OutboxStack.OnAsync(azurite, ("Outbox__OnUncertain", "Hold"));
        var delivery = await SentAsync(stack);
        await EditAsync(stack, "new");
        stack.Chatra.LosesNextAnswer();
        await stack.SendAsync(delivery);
        stack.Time.Advance(TimeSpan.FromSeconds(10));

        await stack.SendAsync(delivery);

        stack.Chatra.Lines.Count.ShouldBe(3);
        (await stack.FindAsync("k")).Status.ShouldBe(DeliveryStatus.Edited);
    }

    [Fact]
    public async Task Failed_message_is_retried_from_the_beginning()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await stack.QueueAsync("k");
        stack.Chatra.AnswersNext(400, "no");
        await stack.SendAsync(delivery);
        stack.Proxy.Clear();

        (await RetryAsync(stack)).Value.ShouldBe(new QueuedMessage("k", DeliveryStatus.Queued));
        (await RetryAsync(stack)).Value.ShouldBe(new QueuedMessage("k", DeliveryStatus.Queued)); // the answer may have been lost

        stack.DelaysOf(QueueNames.Outbox).ShouldBe([0]);
        var queued = await stack.FindAsync("k");
        (queued.Faults, queued.Reason).ShouldBe((0, null));
        await stack.SendAsync(delivery);
        var sent = await stack.FindAsync("k");
        (sent.Status, sent.Attempts).ShouldBe((DeliveryStatus.Sent, 2));
    }

    [Fact]
    public async Task Held_message_is_sent_when_a_person_says_so()
    {
        await using var stack = await OutboxStack.OnAsync(azurite, ("Outbox__OnUncertain", "Hold"));
        var delivery = await stack.QueueAsync("k");
        stack.Chatra.LosesNextAnswer();
        await stack.SendAsync(delivery);

        await RetryAsync(stack);
        await stack.SendAsync(delivery);

        stack.Chatra.Requests.Count.ShouldBe(2);
        (await stack.FindAsync("k")).Status.ShouldBe(DeliveryStatus.Sent);
    }

    [Fact]
    public async Task What_cannot_be_done_is_a_conflict_that_says_why()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await stack.QueueAsync("skipped", clientId: null);
        await stack.QueueAsync("k");

        (await Changes(stack).EditAsync("skipped", "new", Ending)).Refusal.ShouldBe(Conflict("The message cannot be edited: it is skipped."));
        (await Changes(stack).RetryAsync("skipped", Ending)).Refusal.ShouldBe(Conflict("The message cannot be retried: it is skipped."));
        await DeleteAsync(stack);
        (await EditAsync(stack, "new")).Refusal.ShouldBe(Conflict("The message cannot be edited: it is deleted."));
        (await RetryAsync(stack)).Refusal.ShouldBe(Conflict("The message cannot be retried: it is deleted."));
        (await Changes(stack).DeleteAsync("unknown", Ending)).Refusal!.Reason.ShouldBe(RefusalReason.NotFound);
    }

    [Fact]
    public async Task Answer_that_cannot_be_read_is_sent_and_not_repeated()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await stack.QueueAsync("k");
        stack.Chatra.GarblesNextAnswer();

        await stack.SendAsync(delivery);
        stack.Time.Advance(TimeSpan.FromHours(1));
        await stack.SendAsync(delivery);

        stack.Chatra.Requests.Count.ShouldBe(1);
        var sent = await stack.FindAsync("k");
        (sent.Status, sent.MessageId).ShouldBe((DeliveryStatus.Sent, null));
        (await stack.Deliveries.CountUnsentAsync(Ending)).Unsent.ShouldBe(0);
    }

    [Fact]
    public async Task Changes_from_many_at_once_are_all_answered_and_one_text_is_sent()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await SentAsync(stack);

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(number => EditAsync(stack, $"text {number}")));
        await stack.SendAsync(delivery);

        answers.ShouldAllBe(answer => answer.Value!.Status == DeliveryStatus.Queued);
        stack.Chatra.Lines.Count.ShouldBe(2);
        stack.Chatra.Requests[^1].GetProperty("text").GetString().ShouldBe((await stack.FindAsync("k")).Text);
    }

    private static MessageChanges Changes(OutboxStack stack) => stack.Get<MessageChanges>();

    private static Task<Outcome<QueuedMessage>> EditAsync(OutboxStack stack, string text) => Changes(stack).EditAsync("k", text, Ending);

    private static Task<Outcome<QueuedMessage>> DeleteAsync(OutboxStack stack) => Changes(stack).DeleteAsync("k", Ending);

    private static Task<Outcome<QueuedMessage>> RetryAsync(OutboxStack stack) => Changes(stack).RetryAsync("k", Ending);

    private static Refusal Conflict(string detail) => new(RefusalReason.Conflict, detail, Array.Empty<Fault>());

    private static async Task<Delivery> SentAsync(OutboxStack stack)
    {
        var delivery = await stack.QueueAsync("k");
        await stack.SendAsync(delivery);
        stack.Proxy.Clear();
        return delivery;
    }
}
