using Chatra.Api;
using ChatraFunctions.Storage;
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
    Insistence insistence,
    OutboxOptions options,
    TimeProvider time,
    ILogger<PushedMessageSender> logger)
{
    /// <summary>A wake-up may run ahead of its delivery's row, but not for as long as this.</summary>
    private static readonly TimeSpan RowIsOverdue = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan AfterOutage = TimeSpan.FromSeconds(30);

    /// <remarks>
    /// When storage fails on the way, the wake-up goes back to the outbox for a later try: a wake-up in the poison queue would be
    /// the delivery's last.
    /// </remarks>
    /// <exception cref="FormatException">The message is not a wake-up.</exception>
    public async Task SendAsync(BinaryData message, CancellationToken cancellationToken)
    {
        var wakeUp = WakeUp.Read(message);
        try
        {
            await SendAsync(wakeUp, cancellationToken);
        }
        catch (Exception exception) when (StorageOutage.Is(exception) && !cancellationToken.IsCancellationRequested)
        {
            Log.Outage(logger, exception, wakeUp.Key);
            await wakeUps.QueueAsync(wakeUp, time.GetUtcNow() + AfterOutage, cancellationToken);
        }
    }

    private async Task SendAsync(WakeUp wakeUp, CancellationToken cancellationToken)
    {
        if (await FindDueAsync(wakeUp, cancellationToken) is not { } delivery)
            return;

        if (await slots.WaitAsync(wakeUp, cancellationToken) is not { } slot)
            return;

        if (await IsPausedAsync(slot, wakeUp, cancellationToken))
            return;

        // From here on it is finished, also when the host stops: half a call is the one thing that cannot be taken back.
        if (await TryClaimAsync(delivery, wakeUp) is not { } claimed)
            return;

        await slots.WaitForInstantAsync(slot, CancellationToken.None);
        var outcome = slots.IsLate(slot)
            ? SendOutcome.Late(claimed, time.GetUtcNow())
            : await CallAsync(claimed);
        await SettleAsync(outcome, wakeUp);
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
                await SettleAsync(SendOutcome.Held(delivery, now), wakeUp);
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

    /// <summary>Whether the slot, reserved a while ago, has fallen into a pause; the wake-up then waits for its end.</summary>
    private async Task<bool> IsPausedAsync(DateTimeOffset slot, WakeUp wakeUp, CancellationToken cancellationToken)
    {
        var state = await budget.ReadAsync(cancellationToken);
        if (!state.IsPausedAt(slot))
            return false;

        await wakeUps.QueueAsync(wakeUp, state.PausedUntil!.Value, cancellationToken);
        return true;
    }

    /// <summary>The delivery as ours; null when somebody else was quicker.</summary>
    private async Task<Delivery?> TryClaimAsync(Delivery delivery, WakeUp wakeUp)
    {
        var now = time.GetUtcNow();
        var claimed = await deliveries.TryReplaceAsync(Claim(delivery, wakeUp, now), CancellationToken.None);
        if (claimed is null)
            await wakeUps.QueueAsync(wakeUp, now + LookAgain, CancellationToken.None);

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
    private Task SettleAsync(SendOutcome outcome, WakeUp wakeUp) => insistence.OnAsync(wakeUp.Key, async cancellationToken =>
    {
        if (outcome.PauseUntil is { } until)
            await PauseAsync(until, outcome.PauseReason, cancellationToken);

        await deliveries.SettleAsync(outcome.Delivery, cancellationToken);
        if (outcome.WakeAt is { } at)
            await wakeUps.QueueAsync(wakeUp, at, cancellationToken);
    });

    private Task PauseAsync(DateTimeOffset until, string? reason, CancellationToken cancellationToken) => reason is null
        ? budget.ThrottleAsync(until, cancellationToken)
        : budget.PauseAsync(until, reason, cancellationToken);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Message {Key} is sent: {MessageId}, attempt {Attempt}")]
        public static partial void Sent(ILogger logger, string key, string messageId, int attempt);

        [LoggerMessage(2, LogLevel.Warning, "Message {Key} is not sent: {Kind}, status {Status}, attempt {Attempt}")]
        public static partial void NotSent(ILogger logger, string key, ChatraErrorKind kind, int? status, int attempt);

        [LoggerMessage(3, LogLevel.Warning, "A wake-up for message {Key} has no delivery: queueing it was never finished")]
        public static partial void NoDelivery(ILogger logger, string key);

        [LoggerMessage(4, LogLevel.Error, "Storage failed while message {Key} was being sent; trying again later")]
        public static partial void Outage(ILogger logger, Exception exception, string key);
    }
}
