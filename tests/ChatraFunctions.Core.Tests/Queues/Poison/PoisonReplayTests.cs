using ChatraFunctions.Outbox;
using ChatraFunctions.Queues;
using ChatraFunctions.Queues.Poison;
using ChatraFunctions.Requests;
using TestKit;

namespace ChatraFunctions.Core.Tests.Queues.Poison;

/// <summary>POST /poison/{queue}/replay and DELETE /poison/{queue}/{id}.</summary>
public sealed class PoisonReplayTests(AzuriteFixture azurite)
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("chatra-events")]
    [InlineData("order-events")]
    [InlineData("outbox")]
    [InlineData("chatra-send")]
    public async Task Message_of_64_KiB_that_nobody_can_read_goes_back_as_it_is(string queue)
    {
        await using var stack = await PoisonStack.OnAsync(azurite);
        var text = new string('!', 64 * 1024);
        await stack.AddTextAsync(queue, text);

        var report = await stack.ReplayAsync(queue);

        report.Value.ShouldBe(new ReplayReport(queue, 1, 0));
        (await PoisonStack.TextsAsync(stack.Work(queue))).ShouldBe([text]);
        (await PoisonStack.CountAsync(stack.Poison(queue))).ShouldBe(0);
    }

    [Fact]
    public async Task Replayed_message_is_never_forgotten()
    {
        await using var stack = await PoisonStack.OnAsync(azurite);
        await stack.Poison(QueueNames.ChatraEvents).SendMessageAsync("e30=", cancellationToken: Ending); // which would be forgotten after seven days

        await stack.ReplayAsync("chatra-events");

        var message = (await stack.Work(QueueNames.ChatraEvents).PeekMessageAsync(Ending)).Value;
        message.ExpiresOn.ShouldNotBeNull().Year.ShouldBe(9999);
    }

    [Theory]
    [InlineData("chatra-events")]
    [InlineData("chatra-send")]
    public async Task Dying_at_any_call_loses_nothing(string queue)
    {
        await using var stack = await PoisonStack.OnAsync(azurite);
        var targets = new[] { stack.Poison(queue), stack.Work(queue), stack.Work(QueueNames.Outbox) };
        foreach (var isAfterwards in new[] { false, true })
        {
            for (var fatalCall = 1; ; fatalCall++)
            {
                foreach (var target in targets)
                    await target.ClearMessagesAsync(Ending);
                await stack.AddAsync(queue, new WakeUp("k", PoisonStack.At).ToMessage());

                var isThrough = await DieAsync(stack, queue, fatalCall, isAfterwards);

                var counts = await Task.WhenAll(targets.Select(PoisonStack.CountAsync));
                counts.Sum().ShouldBeInRange(1, 2, $"died at call {fatalCall}, {(isAfterwards ? "after" : "before")} storage did it");
                if (!isThrough)
                    continue;

                counts[0].ShouldBe(0);
                counts.Sum().ShouldBe(1);
                fatalCall.ShouldBe(6); // Count, take, put, delete, count: died at each of them.
                break;
            }
        }
    }

    [Fact]
    public async Task Maximum_bounds_a_call_and_the_next_one_goes_on()
    {
        await using var stack = await PoisonStack.OnAsync(azurite);
        for (var number = 0; number < 40; number++)
            await stack.AddAsync(QueueNames.ChatraEvents, PoisonStack.Envelope($"e{number}"));

        (await stack.ReplayAsync("chatra-events", max: 35)).Value.ShouldBe(new ReplayReport("chatra-events", 35, 5));
        (await stack.ReplayAsync("chatra-events")).Value.ShouldBe(new ReplayReport("chatra-events", 5, 0));
        (await PoisonStack.CountAsync(stack.Work(QueueNames.ChatraEvents))).ShouldBe(40);
    }

    [Fact]
    public async Task Message_that_fails_again_at_once_is_not_replayed_twice_in_one_call()
    {
        await using var stack = await PoisonStack.OnAsync(azurite);
        await stack.AddAsync(QueueNames.Outbox, new BinaryData("{}"));
        stack.Proxy.AfterForward = async call =>
        {
            if (call is { Method: "POST", Resource: "outbox/messages" })
                await stack.AddAsync(QueueNames.Outbox, new BinaryData("{}"));
            return null;
        };

        (await stack.ReplayAsync("outbox")).Value.ShouldBe(new ReplayReport("outbox", 1, 1));
    }

    [Fact]
    public async Task One_id_far_back_is_replayed_alone_and_the_others_are_visible_at_once()
    {
        await using var stack = await PoisonStack.OnAsync(azurite);
        for (var number = 0; number < 70; number++)
            await stack.AddAsync(QueueNames.ChatraEvents, PoisonStack.Envelope($"e{number}"));
        var id = await stack.AddAsync(QueueNames.ChatraEvents, PoisonStack.Envelope("wanted"));

        (await stack.ReplayAsync("chatra-events", id)).Value.ShouldBe(new ReplayReport("chatra-events", 1, 70));

        (await PoisonStack.TextsAsync(stack.Work(QueueNames.ChatraEvents))).ShouldBe([Convert.ToBase64String(PoisonStack.Envelope("wanted"))]);
        (await stack.ReplayAsync("chatra-events")).Value.ShouldBe(new ReplayReport("chatra-events", 70, 0));
    }

    [Fact]
    public async Task Id_is_looked_for_no_further_than_320_messages()
    {
        await using var stack = await PoisonStack.OnAsync(azurite);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, PoisonScan.MaxLooked), Ending, async (number, _) => await stack.AddAsync(QueueNames.ChatraEvents, PoisonStack.Envelope($"e{number}")));
        var id = await stack.AddAsync(QueueNames.ChatraEvents, PoisonStack.Envelope("beyond"));
        stack.Proxy.Clear();

        (await stack.ReplayAsync("chatra-events", id)).Refusal.ShouldNotBeNull().Reason.ShouldBe(RefusalReason.NotFound);

        stack.Proxy.Calls.Count(call => call.Method == "GET").ShouldBe(PoisonScan.MaxLooked / 32);
        stack.Proxy.Calls.Count(call => call is { Method: "PUT", Status: 204 }).ShouldBe(PoisonScan.MaxLooked);
        await stack.Poison(QueueNames.ChatraEvents).ClearMessagesAsync(Ending); // Azurite grows slow with all it holds.
    }

    [Fact]
    public async Task Unknown_id_is_refused_and_everything_stays()
    {
        await using var stack = await PoisonStack.OnAsync(azurite);
        await stack.AddAsync(QueueNames.ChatraEvents, PoisonStack.Envelope("e1"));

        (await stack.ReplayAsync("chatra-events", "unknown")).Refusal.ShouldNotBeNull().Reason.ShouldBe(RefusalReason.NotFound);
        (await stack.Replay.RemoveAsync("chatra-events", "unknown", Ending)).ShouldNotBeNull().Reason.ShouldBe(RefusalReason.NotFound);

        (await stack.PeekOneAsync("chatra-events")).DequeueCount.ShouldBe(2);
        (await PoisonStack.CountAsync(stack.Work(QueueNames.ChatraEvents))).ShouldBe(0);
    }

    [Fact]
    public async Task Wake_up_of_a_sender_waits_for_a_new_slot_in_the_outbox()
    {
        await using var stack = await PoisonStack.OnAsync(azurite);
        await stack.AddAsync(QueueNames.ChatraSend, new WakeUp("k", PoisonStack.At, PoisonStack.At, new Slot(PoisonStack.At, Epoch: 0), "00-trace").ToMessage());

        (await stack.ReplayAsync("chatra-send")).Value.ShouldBe(new ReplayReport("chatra-send", 1, 0));

        (await PoisonStack.CountAsync(stack.Work(QueueNames.ChatraSend))).ShouldBe(0);
        WakeUp.Read(await stack.TakeAsync(QueueNames.Outbox)).ShouldBe(new WakeUp("k", PoisonStack.At, Traceparent: "00-trace"));
    }

    [Fact]
    public async Task Removal_takes_that_one_with_its_note_and_is_on_record()
    {
        await using var stack = await PoisonStack.OnAsync(azurite);
        var unwanted = PoisonStack.Envelope("unwanted", """{"text":"zebra"}""");
        await Should.ThrowAsync<TimeoutException>(() => stack.Notes.WatchAsync(unwanted, () => Task.FromException(new TimeoutException()), Ending));
        await stack.AddAsync(QueueNames.ChatraEvents, PoisonStack.Envelope("kept"));
        var id = await stack.AddAsync(QueueNames.ChatraEvents, unwanted);

        (await stack.Replay.RemoveAsync("chatra-events-poison", id, Ending)).ShouldBeNull();

        (await stack.PeekOneAsync("chatra-events")).EventId.ShouldBe("kept");
        (await stack.Notes.FindAsync(unwanted, Ending)).ShouldBeNull();
        var line = stack.Log.Lines.Single(line => line.Contains("removed for good"));
        line.ShouldContain(id);
        line.ShouldContain("unwanted");
        line.ShouldNotContain("zebra");
        (await stack.Replay.RemoveAsync("chatra-events", id, Ending)).ShouldNotBeNull().Reason.ShouldBe(RefusalReason.NotFound);
    }

    /// <returns>Whether it was through before the call came that kills the process.</returns>
    private static async Task<bool> DieAsync(PoisonStack stack, string queue, int fatalCall, bool isAfterwards)
    {
        using var death = new CancellationTokenSource();
        var calls = 0;
        async Task<FaultAction?> Die()
        {
            if (++calls != fatalCall)
                return null;

            await death.CancelAsync();
            return FaultAction.Drop;
        }

        stack.Proxy.BeforeForward = isAfterwards ? null : _ => Die();
        stack.Proxy.AfterForward = isAfterwards ? _ => Die() : null;
        try
        {
            await stack.Replay.ReplayAsync(queue, new ReplayRequest(Id: null, PoisonReplay.MaxMessages), death.Token);
            return true;
        }
        catch (OperationCanceledException) when (death.IsCancellationRequested)
        {
            return false;
        }
        finally
        {
            (stack.Proxy.BeforeForward, stack.Proxy.AfterForward) = (null, null);
        }
    }
}
