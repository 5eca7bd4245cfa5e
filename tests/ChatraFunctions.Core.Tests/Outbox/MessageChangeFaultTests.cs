using Azure;
using ChatraFunctions.Outbox;
using ChatraFunctions.Queues;
using ChatraFunctions.Requests;
using TestKit;

namespace ChatraFunctions.Core.Tests.Outbox;

/// <summary>Storage loses the answer to a change, or does not take it.</summary>
public sealed class MessageChangeFaultTests(AzuriteFixture azurite)
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    public static TheoryData<string, DeliveryStatus> Changes => new()
    {
        { "edit", DeliveryStatus.Edited },
        { "delete", DeliveryStatus.Deleted },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Change_whose_answer_is_lost_is_made_once(string change, DeliveryStatus end)
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await SentAsync(stack);
        var lost = 0;
        stack.Proxy.AfterForward = call => Task.FromResult(IsBatch(call) && Interlocked.Increment(ref lost) == 1 ? FaultAction.Drop : null);

        (await ChangeAsync(stack, change)).Value.ShouldBe(new QueuedMessage("k", DeliveryStatus.Queued));

        lost.ShouldBeGreaterThan(0);
        (await stack.FindAsync("k")).History.Count(entry => entry.Status == DeliveryStatus.Queued).ShouldBe(2); // at first, and once more
        await stack.SendAsync(delivery);
        stack.Chatra.Lines.Count.ShouldBe(2);
        (await stack.FindAsync("k")).Status.ShouldBe(end);
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Change_that_could_not_be_written_leaves_the_message_as_it_was_and_can_be_made_again(string change, DeliveryStatus end)
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await SentAsync(stack);
        stack.Proxy.BeforeForward = call => Task.FromResult(IsBatch(call) ? FaultAction.Answer(403, "AuthorizationFailure") : null);

        await Should.ThrowAsync<RequestFailedException>(() => ChangeAsync(stack, change));
        stack.Proxy.BeforeForward = null;
        var unchanged = await stack.FindAsync("k");
        (unchanged.Status, unchanged.Text, unchanged.IsUnwanted).ShouldBe((DeliveryStatus.Sent, "Hello", false));
        await stack.SendAsync(delivery); // The wake-up that went ahead finds nothing to do.
        stack.Chatra.Lines.Count.ShouldBe(1);

        await ChangeAsync(stack, change);
        await stack.SendAsync(delivery);
        stack.Chatra.Lines.Count.ShouldBe(2);
        (await stack.FindAsync("k")).Status.ShouldBe(end);
    }

    [Theory]
    [InlineData("edit")]
    [InlineData("delete")]
    public async Task Change_that_cannot_be_woken_is_not_written(string change)
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await SentAsync(stack);
        stack.Proxy.BeforeForward = call => Task.FromResult(IsWakeUp(call) ? FaultAction.Answer(403, "AuthorizationFailure") : null);

        await Should.ThrowAsync<RequestFailedException>(() => ChangeAsync(stack, change));

        (await stack.FindAsync("k")).Status.ShouldBe(DeliveryStatus.Sent);
        stack.Proxy.CallsTo(StorageService.Table).ShouldAllBe(call => call.Method == "GET");
    }

    private static Task<Outcome<QueuedMessage>> ChangeAsync(OutboxStack stack, string change)
    {
        var changes = stack.Get<MessageChanges>();
        return change == "edit" ? changes.EditAsync("k", "new", Ending) : changes.DeleteAsync("k", Ending);
    }

    private static bool IsBatch(RecordedCall call) => call.Service == StorageService.Table && call.Resource == "$batch";

    private static bool IsWakeUp(RecordedCall call) => call is { Service: StorageService.Queue, Method: "POST" } && call.Resource == $"{QueueNames.Outbox}/messages";

    private static async Task<Delivery> SentAsync(OutboxStack stack)
    {
        var delivery = await stack.QueueAsync("k");
        await stack.SendAsync(delivery);
        stack.Proxy.Clear();
        return delivery;
    }
}
