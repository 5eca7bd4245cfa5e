using System.Diagnostics;
using ChatraFunctions.Requests;
using ChatraFunctions.Storage;
using ChatraFunctions.Telemetry;
using Microsoft.Extensions.Logging;

namespace ChatraFunctions.Outbox;

/// <summary>
/// Changes a message that is in the outbox or was sent. Each change is written into its row; where Chatra has the message, or the
/// message waits after a fault, a wake-up goes first, and its sender does what the row then asks for. So a change survives whatever the queue does, and of
/// several the last one counts.
/// </summary>
public sealed partial class MessageChanges(Deliveries deliveries, WakeUps wakeUps, TimeProvider time, ILogger<MessageChanges> logger)
{
    /// <summary>Losing so often against senders of the same message is a fault.</summary>
    private const int MaxTries = 10;

    /// <summary>Replaces the text: of the queued message, or in Chatra, which spends a slot.</summary>
    /// <exception cref="Azure.RequestFailedException">It could not be made durable; the same call may be made again.</exception>
    public Task<Outcome<QueuedMessage>> EditAsync(string key, string text, CancellationToken cancellationToken) =>
        ChangeAsync(key, delivery => Edit(delivery, text), cancellationToken);

    /// <summary>Takes the message back: off the outbox, or out of the customer's chat, which spends a slot.</summary>
    /// <inheritdoc cref="EditAsync"/>
    public Task<Outcome<QueuedMessage>> DeleteAsync(string key, CancellationToken cancellationToken) =>
        ChangeAsync(key, Delete, cancellationToken);

    /// <summary>
    /// Begins anew with a message that failed, or that is held because nobody knows whether Chatra has it; one that waits after a
    /// fault waits no longer.
    /// </summary>
    /// <inheritdoc cref="EditAsync"/>
    public Task<Outcome<QueuedMessage>> RetryAsync(string key, CancellationToken cancellationToken) =>
        ChangeAsync(key, Retry, cancellationToken);

    /// <summary>
    /// There is later news: what is unsent is not sent. One that a sender has at this moment may still arrive, and is not tried again.
    /// </summary>
    /// <inheritdoc cref="EditAsync"/>
    public Task<Outcome<QueuedMessage>> SupersedeAsync(string key, string? reason, CancellationToken cancellationToken) =>
        ChangeAsync(key, delivery => Supersede(delivery, reason), cancellationToken);

    /// <summary>A message that was skipped for a reason which does not hold any more begins anew: it is queued, or has another reason.</summary>
    /// <inheritdoc cref="EditAsync"/>
    public Task<Outcome<QueuedMessage>> BeginAnewAsync(NewMessage message, string skippedFor, CancellationToken cancellationToken) =>
        ChangeAsync(message.Key, delivery => delivery.Status == DeliveryStatus.Skipped && delivery.Reason == skippedFor ? Anew(delivery, message) : delivery, cancellationToken);

    /// <summary>An order's message says something else now, such as another tracking number: it is edited as by hand.</summary>
    /// <param name="key">The message.</param>
    /// <param name="said">What it said when the caller looked: <see cref="Delivery.Content"/>.</param>
    /// <param name="says">What it says now.</param>
    /// <param name="text">In words.</param>
    /// <param name="cancellationToken">Ends the wait for storage.</param>
    /// <returns>False when it says something else already: the caller has to look again, for there may be later news than theirs.</returns>
    public async Task<bool> ReviseAsync(string key, string said, string says, string text, CancellationToken cancellationToken)
    {
        var isAsSeen = true;
        await ChangeAsync(
            key,
            delivery =>
            {
                isAsSeen = delivery.Content == said || delivery.Content == says;
                var edited = isAsSeen ? Edit(delivery, text) : delivery;
                return !isAsSeen || edited.IsRefused || delivery.Content == says ? edited : edited.Value with { Content = says };
            },
            cancellationToken);
        return isAsSeen;
    }

    private Delivery Anew(Delivery skipped, NewMessage message)
    {
        var begun = MessageOutbox.Begin(message, time.GetUtcNow());
        var anew = skipped with
        {
            ClientId = begun.ClientId,
            CustomerId = begun.CustomerId,
            Text = begun.Text,
            Content = begun.Content,
            Reason = begun.Reason,
            IsOutdated = begun.IsOutdated,
            QueuedAt = begun.QueuedAt,
        };
        return anew.Enter(begun.Status, begun.QueuedAt, begun.Reason);
    }

    private Outcome<Delivery> Supersede(Delivery delivery, string? reason)
    {
        if (!delivery.IsUnsent || delivery.IsOutdated || delivery.MessageId is not null)
            return delivery;

        if (delivery.Status == DeliveryStatus.Sending)
            return (delivery with { IsOutdated = true }).Enter(DeliveryStatus.Sending, time.GetUtcNow(), "superseded meanwhile");

        var superseded = delivery.Supersede(time.GetUtcNow());
        return reason is null ? superseded : superseded with { Reason = reason };
    }

    private Outcome<Delivery> Edit(Delivery delivery, string text)
    {
        if (delivery.Kind == DeliveryKind.VisitorUpdate)
            return NoMessage();

        if (delivery is { Status: DeliveryStatus.Sent, MessageId: null })
            return NoId("edit");

        if (delivery.IsUnwanted || !(delivery.IsUnsent || delivery.MessageId is not null))
            return Refuse(delivery, "edited");

        if (delivery.Text == text && delivery.Status != DeliveryStatus.Failed)
            return delivery;

        var edited = delivery with { Text = text, Revision = delivery.Revision + 1, Faults = 0 };
        return delivery.Status switch
        {
            DeliveryStatus.Sending => edited.Enter(DeliveryStatus.Sending, time.GetUtcNow(), "edited meanwhile"),
            DeliveryStatus.Queued or DeliveryStatus.Released => edited.Enter(delivery.Status, time.GetUtcNow(), "edited"),
            _ => Requeue(edited, "to be edited"),
        };
    }

    private Outcome<Delivery> Delete(Delivery delivery)
    {
        if (delivery.Kind == DeliveryKind.VisitorUpdate)
            return NoMessage();

        if (delivery.Status == DeliveryStatus.Deleted || (delivery.IsUnwanted && delivery.IsUnsent))
            return delivery;

        var unwanted = delivery with { IsUnwanted = true, Faults = 0 };
        if (delivery.Status == DeliveryStatus.Sending)
            return unwanted.Enter(DeliveryStatus.Sending, time.GetUtcNow(), "to be deleted");

        if (delivery.MessageId is not null)
            return Requeue(unwanted, "to be deleted");

        return delivery.Status == DeliveryStatus.Sent
            ? NoId("delete")
            : unwanted.Enter(DeliveryStatus.Deleted, time.GetUtcNow()) with { NotBefore = null };
    }

    private Outcome<Delivery> Retry(Delivery delivery)
    {
        if (delivery.IsUnsent)
            return delivery.IsBackingOff(time.GetUtcNow()) ? delivery.Enter(DeliveryStatus.Queued, time.GetUtcNow(), "retried by hand") : delivery;

        return delivery.Status == DeliveryStatus.Failed ? Requeue(delivery, "retried by hand") : Refuse(delivery, "retried");
    }

    private Delivery Requeue(Delivery delivery, string note)
    {
        var now = time.GetUtcNow();
        return delivery.Enter(DeliveryStatus.Queued, now, note) with { QueuedAt = now, Faults = 0, Reason = null, NotBefore = null };
    }

    private static Refusal NoMessage() =>
        new(RefusalReason.Conflict, "It is the update of a customer, and no message: PUT /customers/{customerId} changes it.");

    private static Refusal NoId(string verb) =>
        new(RefusalReason.Conflict, $"Chatra has the message, but its id is not known; {verb} it in Chatra.");

    private static Refusal Refuse(Delivery delivery, string verb) =>
        new(RefusalReason.Conflict, $"The message cannot be {verb}: it is {(delivery.IsUnwanted ? "deleted" : DeliveryStatusJson.NameOf(delivery.Status))}.");

    private async Task<Outcome<QueuedMessage>> ChangeAsync(string key, Func<Delivery, Outcome<Delivery>> change, CancellationToken cancellationToken)
    {
        using var activity = Tracing.Begin("change message");
        var isWoken = false;
        for (var attempt = 1; attempt <= MaxTries; attempt++)
        {
            if (!TableKey.Fits(key) || await deliveries.FindAsync(key, cancellationToken) is not { } delivery)
                return new Refusal(RefusalReason.NotFound, "There is no message with this key.");

            var changed = change(delivery);
            if (changed.IsRefused)
                return changed.Refusal;

            if (ReferenceEquals(changed.Value, delivery))
                return new QueuedMessage(key, delivery.Status);

            var now = time.GetUtcNow();
            var isHastened = delivery.IsBackingOff(now);
            var next = isHastened ? changed.Value with { NotBefore = null } : changed.Value;
            if (next.IsUnsent && (isHastened || !delivery.IsUnsent) && !isWoken)
            {
                await wakeUps.QueueAsync(new WakeUp(key, now, Traceparent: Activity.Current?.Id), now, cancellationToken);
                isWoken = true;
            }

            if (await deliveries.TryReplaceAsync(next, cancellationToken) is { } stored)
            {
                Log.Changed(logger, LogKey.Of(key), stored.Status, stored.History[^1].Note ?? "as asked");
                return new QueuedMessage(key, stored.Status);
            }
        }

        throw new StorageBusyException($"Message {LogKey.Of(key)} changes too often.");
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Message {Key} is {Status}: {Note}")]
        public static partial void Changed(ILogger logger, string key, DeliveryStatus status, string note);
    }
}
