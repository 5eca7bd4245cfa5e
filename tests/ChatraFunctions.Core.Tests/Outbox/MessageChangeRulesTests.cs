using ChatraFunctions.Outbox;
using ChatraFunctions.Queues;
using ChatraFunctions.Requests;
using TestKit;

namespace ChatraFunctions.Core.Tests.Outbox;

/// <summary>What an edit, a delete and a retry write, by where the message stands; what the senders make of it is <see cref="ChangedDeliveryTests"/>.</summary>
public sealed class MessageChangeRulesTests(AzuriteFixture azurite)
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    /// <summary>Null stands for a refusal with 409.</summary>
    [Theory]
    [InlineData(DeliveryStatus.Queued, false, DeliveryStatus.Queued, DeliveryStatus.Deleted, DeliveryStatus.Queued)]
    [InlineData(DeliveryStatus.Released, false, DeliveryStatus.Released, DeliveryStatus.Deleted, DeliveryStatus.Released)]
    [InlineData(DeliveryStatus.Sending, false, DeliveryStatus.Sending, DeliveryStatus.Sending, DeliveryStatus.Sending)]
    [InlineData(DeliveryStatus.Sent, true, DeliveryStatus.Queued, DeliveryStatus.Queued, null)]
    [InlineData(DeliveryStatus.Sent, false, null, null, null)]
    [InlineData(DeliveryStatus.Failed, false, null, DeliveryStatus.Deleted, DeliveryStatus.Queued)]
    [InlineData(DeliveryStatus.Failed, true, DeliveryStatus.Queued, DeliveryStatus.Queued, DeliveryStatus.Queued)]
    [InlineData(DeliveryStatus.Skipped, false, null, DeliveryStatus.Deleted, null)]
    [InlineData(DeliveryStatus.Superseded, false, null, DeliveryStatus.Deleted, null)]
    [InlineData(DeliveryStatus.Edited, true, DeliveryStatus.Queued, DeliveryStatus.Queued, null)]
    [InlineData(DeliveryStatus.Deleted, false, null, DeliveryStatus.Deleted, null)]
    [InlineData(DeliveryStatus.Deleted, true, null, DeliveryStatus.Deleted, null)]
    public async Task Each_change_leads_to_the_next_status_or_is_refused(
        DeliveryStatus status, bool hasId, DeliveryStatus? edited, DeliveryStatus? deleted, DeliveryStatus? retried)
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var changes = new (string Key, DeliveryStatus? To, Func<string, Task<Outcome<QueuedMessage>>> Make)[]
        {
            ("edit", edited, key => EditAsync(stack, key, "new")),
            ("delete", deleted, key => DeleteAsync(stack, key)),
            ("retry", retried, key => RetryAsync(stack, key)),
        };
        foreach (var (key, to, make) in changes)
        {
            await StandsAsync(stack, key, status, hasId);
            stack.Proxy.Clear();

            var outcome = await make(key);

            (outcome.Value?.Status).ShouldBe(to, key);
            (outcome.Refusal?.Reason).ShouldBe(to is null ? RefusalReason.Conflict : null, key);
            (await stack.FindAsync(key)).Status.ShouldBe(to ?? status, key);
            var isWoken = to == DeliveryStatus.Queued && status != DeliveryStatus.Queued;
            stack.DelaysOf(QueueNames.Outbox).Count.ShouldBe(isWoken ? 1 : 0, key);
        }

        await stack.CompanionsShouldAgreeAsync();
    }

    [Fact]
    public async Task Unknown_and_impossible_keys_are_not_found()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        foreach (var key in new[] { "unknown", "a/b", new string('k', 2000), "" })
        {
            (await EditAsync(stack, key, "new")).Refusal.ShouldNotBeNull().Reason.ShouldBe(RefusalReason.NotFound);
            (await DeleteAsync(stack, key)).Refusal.ShouldNotBeNull().Reason.ShouldBe(RefusalReason.NotFound);
            (await RetryAsync(stack, key)).Refusal.ShouldNotBeNull().Reason.ShouldBe(RefusalReason.NotFound);
        }

        stack.DelaysOf(QueueNames.Outbox).ShouldBeEmpty();
    }

    [Fact]
    public async Task Repeated_change_changes_nothing()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await StandsAsync(stack, "k", DeliveryStatus.Sent, hasId: true);
        await EditAsync(stack, "k", "new");
        var edited = await stack.FindAsync("k");
        (await EditAsync(stack, "k", "new")).Value.ShouldBe(new QueuedMessage("k", DeliveryStatus.Queued));
        (await stack.FindAsync("k")).ETag.ShouldBe(edited.ETag);

        await DeleteAsync(stack, "k");
        var deleted = await stack.FindAsync("k");
        (await DeleteAsync(stack, "k")).Value.ShouldBe(new QueuedMessage("k", DeliveryStatus.Queued));
        (await stack.FindAsync("k")).ETag.ShouldBe(deleted.ETag);
    }

    [Fact]
    public async Task Edit_that_failed_can_be_asked_for_again_with_the_same_text()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await StandsAsync(stack, "k", DeliveryStatus.Failed, hasId: true);

        (await EditAsync(stack, "k", (await stack.FindAsync("k")).Text)).Value.ShouldNotBeNull().Status.ShouldBe(DeliveryStatus.Queued);
    }

    [Fact]
    public async Task Change_whose_row_cannot_be_written_fails_and_leaves_the_message_as_it_was()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await StandsAsync(stack, "k", DeliveryStatus.Sent, hasId: true);
        stack.Proxy.BeforeForward = call => Task.FromResult(call.Resource == "$batch" ? FaultAction.Answer(503, "ServerBusy") : null);
        await Should.ThrowAsync<Azure.RequestFailedException>(EditAsync(stack, "k", "new"));
        stack.Proxy.BeforeForward = null;

        await stack.RunDueAsync(); // Its wake-up has gone ahead.

        stack.Chatra.Calls.ShouldBeEmpty();
        (await stack.FindAsync("k")).Status.ShouldBe(DeliveryStatus.Sent);
        (await EditAsync(stack, "k", "new")).Value.ShouldNotBeNull();
        await stack.RunDueAsync();
        stack.Chatra.Calls.ShouldBe(["PUT chatra-id-of-k: new"]);
    }

    [Fact]
    public async Task Wake_up_that_overtakes_its_change_looks_again_and_ends_when_the_change_never_comes()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var sent = await StandsAsync(stack, "k", DeliveryStatus.Sent, hasId: true);
        stack.Proxy.Clear();
        stack.Time.Advance(TimeSpan.FromSeconds(1));
        var wakeUp = stack.WakeUpOf(sent) with { QueuedAt = stack.Now };

        await stack.SendAsync(wakeUp);
        stack.DelaysOf(QueueNames.Outbox).ShouldBe([5]);

        stack.Time.Advance(TimeSpan.FromMinutes(5));
        stack.Proxy.Clear();
        await stack.SendAsync(wakeUp);
        stack.DelaysOf(QueueNames.Outbox).ShouldBeEmpty();
        stack.Log.Lines.ShouldContain(line => line.Contains("A wake-up for message k finds nothing to do", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Change_whose_answer_is_lost_is_made_once()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await StandsAsync(stack, "k", DeliveryStatus.Sent, hasId: true);
        var lost = false;
        stack.Proxy.AfterForward = call => Task.FromResult(!lost && (lost = call.Resource == "$batch") ? FaultAction.Drop : null);

        (await EditAsync(stack, "k", "new")).Value.ShouldNotBeNull().Status.ShouldBe(DeliveryStatus.Queued);

        lost.ShouldBeTrue();
        (await stack.FindAsync("k")).Revision.ShouldBe(1);
        (await stack.CountAsync(QueueNames.Outbox)).ShouldBe(1);
    }

    [Fact]
    public async Task Change_without_a_wake_up_is_not_written()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await StandsAsync(stack, "k", DeliveryStatus.Sent, hasId: true);
        stack.Proxy.BeforeForward = call => Task.FromResult(call.Service == StorageService.Queue ? FaultAction.Answer(503, "ServerBusy") : null);

        await Should.ThrowAsync<Azure.RequestFailedException>(DeleteAsync(stack, "k"));

        (await stack.FindAsync("k")).IsUnwanted.ShouldBeFalse();
    }

    private static Task<Outcome<QueuedMessage>> EditAsync(OutboxStack stack, string key, string text) => stack.Get<MessageChanges>().EditAsync(key, text, Ending);

    private static Task<Outcome<QueuedMessage>> DeleteAsync(OutboxStack stack, string key) => stack.Get<MessageChanges>().DeleteAsync(key, Ending);

    private static Task<Outcome<QueuedMessage>> RetryAsync(OutboxStack stack, string key) => stack.Get<MessageChanges>().RetryAsync(key, Ending);

    private static async Task<Delivery> StandsAsync(OutboxStack stack, string key, DeliveryStatus status, bool hasId)
    {
        await stack.QueueAsync(key);
        await stack.TakeAllAsync(QueueNames.Outbox);
        return await stack.MakeAsync(key, delivery => delivery.Enter(status, stack.Now) with
        {
            MessageId = hasId ? $"chatra-id-of-{key}" : null,
            IsUnwanted = status == DeliveryStatus.Deleted,
            ClaimedAt = status == DeliveryStatus.Sending ? stack.Now : null,
        });
    }
}
