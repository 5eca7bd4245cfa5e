using System.Diagnostics;
using Chatra.Api;
using ChatraFunctions.Customers;
using ChatraFunctions.Secrets;
using ChatraFunctions.Storage;
using ChatraFunctions.Telemetry;
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
    CustomerBindings customers,
    IAccountKeys keys,
    Insistence insistence,
    OutboxOptions options,
    ChatraMeter meter,
    TimeProvider time,
    ILogger<PushedMessageSender> logger)
{
    /// <summary>A wake-up may run ahead of its delivery's row, but not for as long as this.</summary>
    private static readonly TimeSpan RowIsOverdue = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);

    /// <summary>Of storage, or of the vault.</summary>
    internal static readonly TimeSpan AfterOutage = TimeSpan.FromSeconds(30);

    /// <remarks>
    /// When storage fails on the way, the wake-up goes back to the outbox for a later try: a wake-up in the poison queue would be
    /// the delivery's last.
    /// </remarks>
    /// <exception cref="FormatException">The message is not a wake-up.</exception>
    public async Task SendAsync(BinaryData message, CancellationToken cancellationToken)
    {
        var wakeUp = WakeUp.Read(message);
        using var activity = Tracing.Continue("send message", wakeUp.Traceparent);
        try
        {
            await SendAsync(wakeUp, cancellationToken);
        }
        catch (Exception exception) when (StorageOutage.Is(exception) && !cancellationToken.IsCancellationRequested)
        {
            Log.Outage(logger, exception, LogKey.Of(wakeUp.Key));
            await wakeUps.QueueAsync(wakeUp, time.GetUtcNow() + AfterOutage, cancellationToken);
        }
    }

    private async Task SendAsync(WakeUp wakeUp, CancellationToken cancellationToken)
    {
        if (await FindDueAsync(wakeUp, cancellationToken) is not { } delivery)
            return;

        // Between the reading of the delivery and its claim: who changes the customer meanwhile changes the delivery after it.
        var customer = delivery.Kind == DeliveryKind.VisitorUpdate
            ? await customers.FindCustomerAsync(VisitorUpdates.CustomerIdOf(delivery), cancellationToken)
            : null;
        if (delivery.Kind == DeliveryKind.VisitorUpdate && customer?.ClientId is null)
        {
            await SettleAsync(new CallResult.Withdrawn(), delivery, slot: null, wakeUp); // Not bound any more.
            return;
        }

        if (!await HasKeysAsync(wakeUp, cancellationToken))
            return;

        if (await slots.ApproachAsync(wakeUp, cancellationToken) is not { } slot)
            return;

        // From here on it is finished, also when the host stops: half a call is the one thing that cannot be taken back.
        if (await TryClaimAsync(delivery, wakeUp) is not { } claimed)
            return;

        if (await ArriveAsync(slot, wakeUp) is { } own)
        {
            meter.Leaves(time.GetUtcNow() - own.At);
            await SettleAsync(await CallAsync(claimed, customer), claimed, own, wakeUp);
        }
        else
        {
            await SettleAsync(new CallResult.TooLate(), claimed, slot, wakeUp);
        }
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
            case SendPlan.Done or SendPlan.Later when wakeUp.QueuedAt > delivery.History[^1].At: // It runs ahead of a change: see MessageChanges.
                await AwaitRowAsync(wakeUp, now, cancellationToken);
                return null;
            case SendPlan.Later later:
                await wakeUps.QueueAsync(wakeUp, later.At, cancellationToken);
                return null;
            case SendPlan.Hold:
                await SettleAsync(new CallResult.Held(), delivery, slot: null, wakeUp);
                return null;
            case SendPlan.Withdraw:
                await SettleAsync(new CallResult.Withdrawn(), delivery, slot: null, wakeUp);
                return null;
            default:
                return null;
        }
    }

    private Task AwaitRowAsync(WakeUp wakeUp, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (now - wakeUp.QueuedAt < RowIsOverdue)
            return wakeUps.QueueAsync(wakeUp, now + LookAgain, cancellationToken);

        Log.NoDelivery(logger, LogKey.Of(wakeUp.Key));
        return Task.CompletedTask;
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
        var isTakenOver = delivery.Status == DeliveryStatus.Sending;
        return released.Enter(DeliveryStatus.Sending, now, isTakenOver ? "again: it is not known whether Chatra got it" : null) with
        {
            Attempts = delivery.Attempts + 1,
            ClaimedAt = now,
            TriedRevision = delivery.Revision,
            TriedText = MessageText.Digest(delivery.Text),
            NotBefore = null,
            IsInDoubt = delivery.IsInDoubt || (isTakenOver && delivery.Task == DeliveryTask.Create),
        };
    }

    /// <summary>
    /// Ahead of the slot: a vault that takes its time must not make the request late. Where this instance has no keys others may
    /// have them, so the account is not paused; the message goes back.
    /// </summary>
    private async Task<bool> HasKeysAsync(WakeUp wakeUp, CancellationToken cancellationToken)
    {
        try
        {
            await keys.GetAsync(cancellationToken);
            return true;
        }
        catch (KeysUnavailableException exception)
        {
            Log.NoKeys(logger, exception, LogKey.Of(wakeUp.Key));
            await wakeUps.QueueAsync(wakeUp, time.GetUtcNow() + AfterOutage, cancellationToken);
            return false;
        }
    }

    /// <summary>Null also when storage does not give another slot: nothing was sent, so it must not pass for a message in doubt.</summary>
    private async Task<Slot?> ArriveAsync(Slot slot, WakeUp wakeUp)
    {
        try
        {
            return await slots.ArriveAsync(slot);
        }
        catch (Exception exception) when (StorageOutage.Is(exception))
        {
            Log.Outage(logger, exception, LogKey.Of(wakeUp.Key));
            return null;
        }
    }

    private async Task<CallResult> CallAsync(Delivery claimed, Customer? customer)
    {
        ChatraKeys? used = null;
        try
        {
            used = await keys.GetAsync(CancellationToken.None);
            var messageId = await AskAsync(claimed, customer);
            Log.Sent(logger, LogKey.Of(claimed.Key), messageId, claimed.Task, claimed.Attempts);
            meter.Sent(claimed.Task);
            return new CallResult.Done(messageId);
        }
        catch (ChatraApiException fault)
        {
            Log.NotSent(logger, LogKey.Of(claimed.Key), claimed.Task, fault.Kind, fault.Status is { } status ? (int)status : null, claimed.Attempts);
            if (fault.Kind == ChatraErrorKind.Unreadable)
                meter.Sent(claimed.Task); // Chatra did it and said so.

            return fault.Kind == ChatraErrorKind.Unauthorized && await keys.TryRenewAsync(used!, CancellationToken.None)
                ? new CallResult.NewKeys()
                : new CallResult.Failed(fault);
        }
        catch (KeysUnavailableException exception)
        {
            Log.NoKeys(logger, exception, LogKey.Of(claimed.Key));
            return new CallResult.NoKeys();
        }
    }

    /// <returns>Chatra's id of the message.</returns>
    private async Task<string> AskAsync(Delivery claimed, Customer? customer)
    {
        using var activity = Tracing.Begin("call Chatra", ActivityKind.Client);
        return await ChatraRequest.SendAsync(chatra, claimed, customer);
    }

    /// <summary>The account first, so that nobody else runs into the same wall; then the delivery; then its next wake-up.</summary>
    private Task SettleAsync(CallResult result, Delivery claimed, Slot? slot, WakeUp wakeUp)
    {
        var outcome = SendOutcome.Of(result, claimed, claimed, options, time.GetUtcNow());
        SendOutcome? written = null;
        return insistence.OnAsync(LogKey.Of(wakeUp.Key), async cancellationToken =>
        {
            if (outcome.PauseUntil is { } until)
                await PauseAsync(slot, until, outcome.PauseReason, cancellationToken);

            written ??= await WriteAsync(outcome, result, claimed, cancellationToken);
            if (written.WakeAt is { } at)
                await WakeAsync(wakeUp, written, at, cancellationToken);
        });
    }

    private void Count(CallResult result, SendOutcome written)
    {
        if (written.Delivery.Status == DeliveryStatus.Failed)
        {
            // A customer who has not opened the chat yet is no fault, and nobody can mend it.
            if (result is not CallResult.Failed { Fault.Kind: ChatraErrorKind.NotFound } || written.Delivery.Kind != DeliveryKind.VisitorUpdate)
                meter.Failed();
        }
        else if (result is CallResult.Failed { Fault.Kind: ChatraErrorKind.RateLimited })
            meter.Throttled();
        else if (result is CallResult.Failed { Fault.Kind: not ChatraErrorKind.Unreadable } && written.WakeAt is not null)
            meter.Retried();
    }

    /// <summary>
    /// Writes what came of a claim. Where the row is no longer as the claimer left it: as long as the claim is his, it counts for
    /// what the delivery has become meanwhile. Else only the news of a message that was sent still counts.
    /// </summary>
    /// <returns>
    /// What was written; or the delivery as it is, to be woken while it is unsent: it may have been written by an earlier try of this
    /// very sender, whose wake-up storage did not take.
    /// </returns>
    private async Task<SendOutcome> WriteAsync(SendOutcome outcome, CallResult result, Delivery claimed, CancellationToken cancellationToken)
    {
        while (await deliveries.TryReplaceAsync(outcome.Delivery, cancellationToken) is null)
        {
            if (await deliveries.FindAsync(claimed.Key, cancellationToken) is not { } current)
                return outcome;

            var now = time.GetUtcNow();
            var isOurs = current.Status == DeliveryStatus.Sending && current.ClaimedAt == claimed.ClaimedAt && current.Attempts == claimed.Attempts;
            if (!isOurs && !(result is CallResult.Done && claimed.Task == DeliveryTask.Create && current.MessageId is null))
            {
                if (result is CallResult.Done done && claimed.Task == DeliveryTask.Create && done.MessageId != current.MessageId)
                    Log.Late(logger, LogKey.Of(claimed.Key), done.MessageId, current.Status);
                return outcome with { Delivery = current, WakeAt = current.IsUnsent ? outcome.WakeAt ?? now : null };
            }

            outcome = SendOutcome.Of(result, claimed, current, options, now);
        }

        Count(result, outcome);
        return outcome;
    }

    /// <summary>Who met the rate limit is the first after it; everything else goes back to the outbox.</summary>
    private async Task WakeAsync(WakeUp wakeUp, SendOutcome written, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (written.PauseUntil == at)
            await wakeUps.ReleaseAsync(wakeUp, await budget.ReserveOneAsync(cancellationToken), cancellationToken);
        else
            await wakeUps.QueueAsync(wakeUp, at, cancellationToken);
    }

    private Task PauseAsync(Slot? slot, DateTimeOffset until, string? reason, CancellationToken cancellationToken) => reason is null
        ? budget.ThrottleAsync(slot!, until, cancellationToken)
        : budget.PauseAsync(until, reason, cancellationToken);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Message {Key}: {Task} is done, {MessageId}, attempt {Attempt}")]
        public static partial void Sent(ILogger logger, string key, string messageId, DeliveryTask task, int attempt);

        [LoggerMessage(2, LogLevel.Warning, "Message {Key}: {Task} is not done: {Kind}, status {Status}, attempt {Attempt}")]
        public static partial void NotSent(ILogger logger, string key, DeliveryTask task, ChatraErrorKind kind, int? status, int attempt);

        [LoggerMessage(3, LogLevel.Warning, "A wake-up for message {Key} finds nothing to do: the message, or its change, was never written")]
        public static partial void NoDelivery(ILogger logger, string key);

        [LoggerMessage(4, LogLevel.Error, "Storage failed while message {Key} was being sent; trying again later")]
        public static partial void Outage(ILogger logger, Exception exception, string key);

        [LoggerMessage(5, LogLevel.Error, "Message {Key} waits: the keys of the Chatra account cannot be read")]
        public static partial void NoKeys(ILogger logger, Exception exception, string key);

        [LoggerMessage(6, LogLevel.Warning, "Message {Key} reached Chatra as {MessageId}, but the delivery is {Status} already: the customer may have it twice")]
        public static partial void Late(ILogger logger, string key, string messageId, DeliveryStatus status);
    }
}
