using Chatra.Api;
using Microsoft.Extensions.Logging;

namespace ChatraFunctions.Outbox;

/// <summary>
/// Answers one wake-up: claims the delivery, waits for its slot, calls Chatra, and writes down what came of it. Whatever happens,
/// either the delivery is done with or another wake-up is on its way before this one is acknowledged.
/// </summary>
public sealed partial class PushedMessageSender(
    Deliveries deliveries,
    WakeUps wakeUps,
    RequestBudget budget,
    Slots slots,
    ChatraClient chatra,
    OutboxOptions options,
    TimeProvider time,
    ILogger<PushedMessageSender> logger)
{
    /// <summary>A wake-up may run ahead of its delivery's row, but not for as long as this.</summary>
    private static readonly TimeSpan RowIsOverdue = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);

    /// <exception cref="FormatException">The message is not a wake-up.</exception>
    public async Task SendAsync(BinaryData message, CancellationToken cancellationToken)
    {
        var wakeUp = WakeUp.Read(message);
        if (await FindDueAsync(wakeUp, cancellationToken) is not { } delivery)
            return;

        if (await slots.WaitAsync(wakeUp, cancellationToken) is not { } slot)
            return;

        if (await TryClaimAsync(delivery, wakeUp, cancellationToken) is not { } claimed)
            return;

        // From here on it is finished, also when the host stops: half a call is the one thing that cannot be taken back.
        await slots.WaitForInstantAsync(slot, CancellationToken.None);
        var outcome = slots.IsLate(slot)
            ? SendOutcome.Late(claimed, time.GetUtcNow())
            : await CallAsync(claimed);
        await SettleAsync(outcome, claimed, wakeUp);
    }

    /// <summary>The delivery, when it is to be sent now; null when it is done with or another wake-up is on its way.</summary>
    private async Task<Delivery?> FindDueAsync(WakeUp wakeUp, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await deliveries.FindAsync(wakeUp.Key, cancellationToken) is not { } delivery)
        {
            await AwaitRowAsync(wakeUp, now, cancellationToken);
            return null;
        }

        switch (SendPlan.For(delivery, options, now))
        {
            case SendPlan.Send:
                return delivery;
            case SendPlan.Later later:
                await wakeUps.QueueAsync(wakeUp, later.At, cancellationToken);
                return null;
            case SendPlan.Hold:
                await SettleAsync(SendOutcome.Held(delivery, now), delivery, wakeUp);
                return null;
            default:
                return null;
        }
    }

    private Task AwaitRowAsync(WakeUp wakeUp, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (now - wakeUp.QueuedAt < RowIsOverdue)
            return wakeUps.QueueAsync(wakeUp, now + LookAgain, cancellationToken);

        Log.NoDelivery(logger, wakeUp.Key);
        return Task.CompletedTask;
    }

    /// <summary>The delivery as ours; null when the account is paused or somebody else was quicker.</summary>
    private async Task<Delivery?> TryClaimAsync(Delivery delivery, WakeUp wakeUp, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var state = await budget.ReadAsync(cancellationToken);
        if (state.IsPausedAt(now))
        {
            await wakeUps.QueueAsync(wakeUp, state.PausedUntil!.Value, cancellationToken);
            return null;
        }

        var claimed = await deliveries.TryReplaceAsync(Claim(delivery, wakeUp, now), cancellationToken);
        if (claimed is null)
            await wakeUps.QueueAsync(wakeUp, now + LookAgain, cancellationToken);

        return claimed;
    }

    private static Delivery Claim(Delivery delivery, WakeUp wakeUp, DateTimeOffset now)
    {
        var released = wakeUp.ReleasedAt is { } releasedAt ? delivery.Enter(DeliveryStatus.Released, releasedAt) : delivery;
        var note = delivery.Status == DeliveryStatus.Sending ? "again: it is not known whether Chatra got it" : null;
        return released.Enter(DeliveryStatus.Sending, now, note) with { Attempts = delivery.Attempts + 1, ClaimedAt = now, NotBefore = null };
    }

    private async Task<SendOutcome> CallAsync(Delivery claimed)
    {
        try
        {
            var message = new NewPushedMessage(claimed.ClientId!, claimed.Text, claimed.AgentId, claimed.GroupId);
            var sent = await chatra.PushedMessages.CreateAsync(message, CancellationToken.None);
            Log.Sent(logger, claimed.Key, sent.Id, claimed.Attempts);
            return SendOutcome.Sent(claimed, sent.Id, time.GetUtcNow());
        }
        catch (ChatraApiException fault)
        {
            Log.NotSent(logger, claimed.Key, fault.Kind, fault.Status is { } status ? (int)status : null, claimed.Attempts);
            return SendOutcome.Of(fault, claimed, options, time.GetUtcNow());
        }
    }

    /// <summary>The account first, so that nobody else runs into the same wall; then the delivery; then its next wake-up.</summary>
    private async Task SettleAsync(SendOutcome outcome, Delivery claimed, WakeUp wakeUp)
    {
        if (outcome.PauseUntil is { } until)
            await PauseAsync(outcome, until);

        await deliveries.SettleAsync(outcome.Delivery, claimed, CancellationToken.None);
        if (outcome.WakeAt is { } at)
            await wakeUps.QueueAsync(wakeUp, at, CancellationToken.None);
    }

    private Task PauseAsync(SendOutcome outcome, DateTimeOffset until) => outcome.IsThrottled
        ? budget.ThrottleAsync(until, CancellationToken.None)
        : budget.PauseAsync(until, outcome.Delivery.LastError ?? "Chatra refused the keys", CancellationToken.None);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Message {Key} is sent: {MessageId}, attempt {Attempt}")]
        public static partial void Sent(ILogger logger, string key, string messageId, int attempt);

        [LoggerMessage(2, LogLevel.Warning, "Message {Key} is not sent: {Kind}, status {Status}, attempt {Attempt}")]
        public static partial void NotSent(ILogger logger, string key, ChatraErrorKind kind, int? status, int attempt);

        [LoggerMessage(3, LogLevel.Warning, "A wake-up for message {Key} has no delivery: queueing it was never finished")]
        public static partial void NoDelivery(ILogger logger, string key);
    }
}
