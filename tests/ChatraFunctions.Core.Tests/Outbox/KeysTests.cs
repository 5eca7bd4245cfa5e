using Chatra.Api;
using ChatraFunctions.Outbox;
using ChatraFunctions.Queues;
using TestKit;

namespace ChatraFunctions.Core.Tests.Outbox;

/// <summary>Keys that Chatra refuses, and keys that cannot be read.</summary>
public sealed class KeysTests(AzuriteFixture azurite)
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task Keys_that_were_rotated_are_read_anew_and_the_message_is_sent_without_a_pause(int status)
    {
        var keys = new ScriptedKeys { Kept = new ChatraKeys("public", "new-secret") };
        await using var stack = await OutboxStack.WithKeysAsync(azurite, keys);
        await stack.QueueAsync("k");
        stack.Chatra.AnswersNext(status, "Not authorized");

        await stack.RunDueAsync();

        keys.Renewals.ShouldBe(1);
        var waiting = await stack.FindAsync("k");
        (waiting.Status, waiting.Attempts, waiting.Faults).ShouldBe((DeliveryStatus.Queued, 1, 0));
        waiting.History[^1].Note.ShouldBe("the keys were refused, and read anew");
        (await stack.Budget.ReadAsync(Ending)).PausedUntil.ShouldBeNull();
        await stack.RunDueAsync();
        (await stack.FindAsync("k")).Status.ShouldBe(DeliveryStatus.Sent);
        keys.Renewals.ShouldBe(1);
    }

    [Fact]
    public async Task Keys_that_are_refused_and_still_the_same_pause_the_account_for_five_minutes()
    {
        var keys = new ScriptedKeys();
        await using var stack = await OutboxStack.WithKeysAsync(azurite, keys);
        var delivery = await stack.QueueAsync("k");
        stack.Chatra.AnswersNext(401, "Not authorized");

        await stack.SendAsync(delivery);

        keys.Renewals.ShouldBe(1);
        var state = await stack.Budget.ReadAsync(Ending);
        (state.PausedUntil, state.PauseReason).ShouldBe((stack.Now + TimeSpan.FromMinutes(5), "Chatra refused the keys (401)"));
        var waiting = await stack.FindAsync("k");
        (waiting.Status, waiting.Attempts, waiting.Faults).ShouldBe((DeliveryStatus.Queued, 1, 0));
    }

    [Fact]
    public async Task Message_waits_half_a_minute_for_keys_out_of_reach_and_nobody_else_does()
    {
        var keys = new ScriptedKeys { AreOutOfReach = true };
        await using var stack = await OutboxStack.WithKeysAsync(azurite, keys);
        var delivery = await stack.QueueAsync("k");

        await stack.SendAsync(delivery);

        stack.Chatra.Calls.ShouldBeEmpty();
        (await stack.Budget.ReadAsync(Ending)).PausedUntil.ShouldBeNull(); // Another instance may have them.
        stack.DelaysOf(QueueNames.Outbox).ShouldBe([0, 30]);
        var waiting = await stack.FindAsync("k");
        (waiting.Status, waiting.Attempts, waiting.Faults, waiting.IsInDoubt).ShouldBe((DeliveryStatus.Queued, 0, 0, false));

        keys.AreOutOfReach = false;
        stack.Time.Advance(TimeSpan.FromSeconds(30));
        await stack.SendAsync(stack.WakeUpOf(delivery) with { Slot = await SlotOfNowAsync(stack) });
        (await stack.FindAsync("k")).Attempts.ShouldBe(1);
    }

    [Fact]
    public async Task Keys_out_of_reach_are_no_reason_to_hold_a_message()
    {
        var keys = new ScriptedKeys { AreOutOfReach = true };
        await using var stack = await OutboxStack.WithKeysAsync(azurite, keys);
        var delivery = await stack.QueueAsync("k");
        for (var minute = 0; minute < 15; minute++)
        {
            await stack.SendAsync(stack.WakeUpOf(delivery) with { Slot = await SlotOfNowAsync(stack) });
            stack.Time.Advance(TimeSpan.FromMinutes(1));
        }

        var waiting = await stack.FindAsync("k");
        (waiting.Status, waiting.Attempts).ShouldBe((DeliveryStatus.Queued, 0));
    }

    private static async Task<Slot> SlotOfNowAsync(OutboxStack stack) => new(stack.Now, (await stack.Budget.ReadAsync(Ending)).Epoch);
}
