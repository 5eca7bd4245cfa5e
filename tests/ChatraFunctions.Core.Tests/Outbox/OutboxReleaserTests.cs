using ChatraFunctions.Outbox;
using ChatraFunctions.Queues;
using Microsoft.Extensions.DependencyInjection;
using TestKit;

namespace ChatraFunctions.Core.Tests.Outbox;

/// <summary>From the outbox to the senders, at the pace of the ledger.</summary>
public sealed class OutboxReleaserTests(AzuriteFixture azurite)
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Backlog_is_released_no_further_ahead_than_two_timer_periods()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await QueueAsync(stack, 40);

        (await stack.ReleaseAsync()).ShouldBe(27); // 3 to 30 seconds ahead, 1.015 s apart
        (await stack.ReleaseAsync()).ShouldBe(0);
        stack.Time.Advance(TimeSpan.FromSeconds(15));
        (await stack.ReleaseAsync()).ShouldBe(13);

        (await stack.Budget.ReadAsync(Ending)).NextSlot.ShouldBeLessThan(stack.Now + OutboxReleaser.Horizon + TimeSpan.FromSeconds(2));
        (await stack.CountAsync(QueueNames.Outbox)).ShouldBe(0);
        (await stack.CountAsync(QueueNames.ChatraSend)).ShouldBe(40);
    }

    [Fact]
    public async Task Each_message_shows_two_and_a_half_to_three_and_a_half_seconds_before_its_slot()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await QueueAsync(stack, 27);
        stack.Proxy.Clear();

        await stack.ReleaseAsync();

        var slots = Enumerable.Range(0, 27).Select(i => 3 + (i * 60 / (60 * 0.985)));
        var delays = stack.DelaysOf(QueueNames.ChatraSend).Order().ToList();
        delays.Count.ShouldBe(27);
        slots.Zip(delays).Skip(1).ShouldAllBe(pair => pair.First - pair.Second >= 2.5 && pair.First - pair.Second <= 3.5);
    }

    [Fact]
    public async Task Release_reserves_all_its_slots_in_one_write()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await stack.ReleaseAsync();
        await QueueAsync(stack, 20);
        stack.Proxy.Clear();

        await stack.ReleaseAsync();

        stack.Proxy.CallsTo(StorageService.Table).Count(call => call.Method != "GET").ShouldBe(1);
        stack.Proxy.CallsTo(StorageService.Table).Count(call => call.Method == "GET").ShouldBe(2);
        stack.Proxy.CallsTo(StorageService.Queue).GroupBy(call => call.Method).ToDictionary(group => group.Key, group => group.Count()).ShouldBe(
            new Dictionary<string, int> { ["GET"] = 3, ["POST"] = 20, ["DELETE"] = 20 }, ignoreOrder: true);
    }

    [Fact]
    public async Task Nothing_is_released_into_a_pause()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await QueueAsync(stack, 5);
        await stack.Budget.PauseAsync(stack.Now + TimeSpan.FromMinutes(5), "a reason", Ending);

        (await stack.ReleaseAsync()).ShouldBe(0);

        (await stack.CountAsync(QueueNames.Outbox)).ShouldBe(5);
        (await stack.TakeAllAsync(QueueNames.Outbox)).ShouldAllBe(message => message.DequeueCount == 1); // Not even taken.
    }

    [Fact]
    public async Task Two_releasers_at_once_release_each_message_once_and_at_one_pace()
    {
        await using var stack = await OutboxStack.InRealTimeAsync(azurite, ("Chatra__RequestsPerMinute", "600"));
        await QueueAsync(stack, 60);
        var hosts = new[] { stack.Host, stack.NewHost() };

        var released = await Task.WhenAll(hosts.Select(host => host.GetRequiredService<OutboxReleaser>().RunAsync(Ending)));

        released.Sum().ShouldBe(60);
        (await stack.CountAsync(QueueNames.ChatraSend)).ShouldBe(60);
        (await stack.CountAsync(QueueNames.Outbox)).ShouldBe(0);
    }

    [Fact]
    public async Task Message_that_is_put_back_again_and_again_is_no_poison()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var outbox = stack.Account.Queue(QueueNames.Outbox);
        await QueueAsync(stack, 1);
        for (var i = 0; i < 20; i++)
        {
            var message = (await outbox.ReceiveMessageAsync(TimeSpan.FromMinutes(1), Ending)).Value;
            await outbox.UpdateMessageAsync(message.MessageId, message.PopReceipt, message.Body, TimeSpan.Zero, Ending);
        }

        (await stack.ReleaseAsync()).ShouldBe(1);

        (await stack.CountAsync(QueueNames.Poison(QueueNames.Outbox))).ShouldBe(0);
        (await stack.CountAsync(QueueNames.ChatraSend)).ShouldBe(1);
    }

    [Fact]
    public async Task What_is_not_taken_for_lack_of_slots_is_visible_again_at_once()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await QueueAsync(stack, 10);
        // Another instance takes the slots between our look at the ledger and our reservation.
        var stolen = false;
        stack.Proxy.AfterForward = async call =>
        {
            if (!stolen && call.Service == StorageService.Queue && (stolen = true))
                await stack.Budget.ReleaseAsync(24, stack.Now + TimeSpan.FromSeconds(3), stack.Now + OutboxReleaser.Horizon, Ending);
            return null;
        };

        (await stack.ReleaseAsync()).ShouldBe(3);

        stack.Proxy.AfterForward = null;
        (await stack.TakeAllAsync(QueueNames.Outbox)).Count.ShouldBe(7);
    }

    [Theory]
    [InlineData("not Base64 at all <&>")]
    [InlineData("bm90IEpTT04=")] // not JSON
    [InlineData("W10=")] // []
    [InlineData("bnVsbA==")] // null
    [InlineData("e30=")] // {}
    [InlineData("eyJrZXkiOm51bGx9")] // {"key":null}
    [InlineData("eyJrZXkiOjV9")] // {"key":5}
    [InlineData("eyJrZXkiOiJcdWQ4M2QifQ==")] // {"key":"\ud83d"}
    [InlineData("/w==")] // not UTF-8
    [InlineData("")]
    public async Task Malformed_message_goes_to_the_poison_queue_as_it_is_and_blocks_nobody(string malformed)
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await stack.Account.RawQueue(QueueNames.Outbox).SendMessageAsync(malformed, Ending);
        await QueueAsync(stack, 3);

        await stack.ReleaseAsync();

        var poison = (await stack.TakeAllAsync(QueueNames.Poison(QueueNames.Outbox))).ShouldHaveSingleItem();
        (poison.MessageText ?? "").ShouldBe(malformed);
        poison.ExpiresOn.ShouldNotBeNull().Year.ShouldBe(9999); // It is not forgotten after a week.
        (await stack.CountAsync(QueueNames.Outbox)).ShouldBe(0);
        (await stack.CountAsync(QueueNames.ChatraSend)).ShouldBe(3);
    }

    [Fact]
    public async Task Releaser_that_dies_between_put_and_delete_has_the_message_sent_once()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await QueueAsync(stack, 1);
        stack.Proxy.BeforeForward = call => Task.FromResult(call.Method == "DELETE" ? FaultAction.Answer(500, "InternalError") : null);
        await Should.ThrowAsync<Azure.RequestFailedException>(stack.ReleaseAsync());
        stack.Proxy.BeforeForward = null;
        (await stack.CountAsync(QueueNames.Outbox)).ShouldBe(1);
        (await stack.CountAsync(QueueNames.ChatraSend)).ShouldBe(1);
        var delivery = await stack.FindAsync("k0");

        await stack.SendAsync(delivery); // by the wake-up that was put
        await stack.SendAsync(delivery); // by the one that was not deleted

        stack.Chatra.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Delete_whose_answer_is_lost_does_not_stop_the_others()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await QueueAsync(stack, 20);
        var lost = 0;
        stack.Proxy.AfterForward = call => Task.FromResult(call.Method == "DELETE" && Interlocked.Increment(ref lost) == 1 ? FaultAction.Drop : null);

        (await stack.ReleaseAsync()).ShouldBe(20);

        (await stack.CountAsync(QueueNames.Outbox)).ShouldBe(0);
        (await stack.CountAsync(QueueNames.ChatraSend)).ShouldBe(20);
    }

    [Fact]
    public async Task Wake_up_keeps_its_key_its_beginning_and_its_trace_through_the_queues()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        using var activity = new System.Diagnostics.Activity("request").Start();
        var delivery = await stack.QueueAsync("schlüssel/1");
        activity.Stop();

        await stack.ReleaseAsync();

        var wakeUp = Read((await stack.TakeAllAsync(QueueNames.ChatraSend)).ShouldHaveSingleItem().MessageText);
        wakeUp.Key.ShouldBe("schlüssel/1");
        wakeUp.QueuedAt.ShouldBe(delivery.QueuedAt);
        wakeUp.ReleasedAt.ShouldBe(stack.Now);
        wakeUp.Slot.ShouldBe(new Slot(stack.Now + TimeSpan.FromSeconds(3), Epoch: 0));
        wakeUp.Traceparent.ShouldBe(activity.Id);
    }

    [Fact]
    public async Task Wake_up_that_goes_back_to_the_outbox_has_no_slot_any_more()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await stack.QueueAsync("k");
        await stack.TakeAllAsync(QueueNames.Outbox);

        await stack.Get<WakeUps>().QueueAsync(stack.WakeUpOf(delivery), stack.Now, Ending);

        var wakeUp = Read((await stack.TakeAllAsync(QueueNames.Outbox)).ShouldHaveSingleItem().MessageText);
        wakeUp.ShouldBe(new WakeUp("k", delivery.QueuedAt));
    }

    [Fact]
    public async Task Queued_message_does_not_expire()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await QueueAsync(stack, 1);

        (await stack.TakeAllAsync(QueueNames.Outbox)).Single().ExpiresOn.ShouldNotBeNull().Year.ShouldBe(9999);
    }

    [Fact]
    public async Task Last_release_is_on_record_also_when_there_was_nothing_to_release()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);

        await stack.ReleaseAsync();

        (await stack.Budget.ReadAsync(Ending)).LastReleaseAt.ShouldBe(stack.Now);
    }

    private static WakeUp Read(string base64) => WakeUp.Read(new BinaryData(Convert.FromBase64String(base64)));

    private static async Task QueueAsync(OutboxStack stack, int count)
    {
        for (var i = 0; i < count; i++)
            await stack.QueueAsync($"k{i}");
    }
}
