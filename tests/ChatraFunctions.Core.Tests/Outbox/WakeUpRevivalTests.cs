using ChatraFunctions.Outbox;
using ChatraFunctions.Queues;
using TestKit;

namespace ChatraFunctions.Core.Tests.Outbox;

/// <summary>A wake-up in the poison queue is not a delivery's end.</summary>
public sealed class WakeUpRevivalTests(AzuriteFixture azurite)
{
    private static readonly string Poison = QueueNames.Poison(QueueNames.ChatraSend);

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Delivery_whose_wake_up_was_poisoned_is_released_again()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await stack.QueueAsync("k");
        await stack.TakeAllAsync(QueueNames.Outbox);
        await stack.Account.Queue(Poison).SendMessageAsync(stack.WakeUpOf(delivery).ToMessage(), cancellationToken: Ending);

        (await stack.ReleaseAsync()).ShouldBe(1);

        (await stack.CountAsync(Poison)).ShouldBe(0);
        (await stack.CountAsync(QueueNames.ChatraSend)).ShouldBe(1);
    }

    [Fact]
    public async Task What_was_revived_often_enough_or_is_no_wake_up_stays_for_a_person_to_see()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await stack.Account.RawQueue(Poison).SendMessageAsync("not even Base64", Ending);
        await stack.Account.Queue(Poison).SendMessageAsync((new WakeUp("often", stack.Now) with { Revivals = 5 }).ToMessage(), cancellationToken: Ending);
        await stack.Account.Queue(Poison).SendMessageAsync(new WakeUp("once", stack.Now).ToMessage(), cancellationToken: Ending);

        (await stack.ReleaseAsync()).ShouldBe(1);

        (await stack.Account.RawQueue(Poison).PeekMessagesAsync(32, Ending)).Value.Length.ShouldBe(2);
    }

    [Fact]
    public async Task Empty_poison_queue_costs_one_call()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);

        await stack.Get<WakeUpRevival>().RunAsync(Ending);

        stack.Proxy.Calls.ShouldHaveSingleItem().Resource.ShouldBe($"{Poison}/messages");
    }

    [Fact]
    public async Task Revived_wake_up_keeps_its_trace_and_its_count()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var wakeUp = new WakeUp("k", stack.Now, stack.Now, new Slot(stack.Now, Epoch: 0), "00-trace", Revivals: 2);
        await stack.Account.Queue(Poison).SendMessageAsync(wakeUp.ToMessage(), cancellationToken: Ending);

        await stack.Get<WakeUpRevival>().RunAsync(Ending);

        var revived = (await stack.TakeAllAsync(QueueNames.Outbox)).ShouldHaveSingleItem();
        WakeUp.Read(new BinaryData(Convert.FromBase64String(revived.MessageText))).ShouldBe(new WakeUp("k", stack.Now, Traceparent: "00-trace", Revivals: 3));
    }
}
