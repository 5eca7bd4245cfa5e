using System.Diagnostics;
using ChatraFunctions.Storage;
using Microsoft.Extensions.Logging;

namespace ChatraFunctions.Outbox;

/// <summary>Where messages to customers go in, and where they can be looked up.</summary>
public sealed partial class MessageOutbox(Deliveries deliveries, WakeUps wakeUps, TimeProvider time, ILogger<MessageOutbox> logger)
{
    private const string NotBound = "not bound";

    /// <summary>
    /// Returns when the message will be sent whatever happens, or is on record as skipped. A key that is known already gives the
    /// message of that key, unchanged.
    /// </summary>
    /// <exception cref="Azure.RequestFailedException">It could not be made durable; the same call may be made again.</exception>
    /// <remarks>
    /// The wake-up goes first: dying between the two leaves a wake-up without a delivery, which is dropped, and not a delivery
    /// that nothing will ever wake.
    /// </remarks>
    public async Task<Delivery> QueueAsync(NewMessage message, CancellationToken cancellationToken)
    {
        if (await FindAsync(message.Key, cancellationToken) is { } known)
            return known;

        var delivery = Begin(message, time.GetUtcNow());
        if (delivery.IsUnsent)
            await wakeUps.QueueAsync(new WakeUp(delivery.Key, delivery.QueuedAt, Traceparent: Activity.Current?.Id), delivery.QueuedAt, cancellationToken);

        if (!await deliveries.TryAddAsync(delivery, cancellationToken))
            return await FindAsync(message.Key, cancellationToken) ?? throw new StorageBusyException("The delivery was deleted while it was being queued.");

        Log.Queued(logger, delivery.Key, delivery.Status);
        return delivery;
    }

    public async Task<Delivery?> FindAsync(string key, CancellationToken cancellationToken) =>
        TableKey.Fits(key) ? await deliveries.FindAsync(key, cancellationToken) : null;

    /// <inheritdoc cref="Deliveries.FindAllAsync"/>
    public Task<IReadOnlyList<Delivery>> FindAllAsync(string prefix, CancellationToken cancellationToken) => deliveries.FindAllAsync(prefix, cancellationToken);

    /// <inheritdoc cref="Deliveries.CountUnsentAsync"/>
    public Task<UnsentCount> CountUnsentAsync(CancellationToken cancellationToken) => deliveries.CountUnsentAsync(cancellationToken);

    /// <inheritdoc cref="Deliveries.FindOldestUnsentAsync"/>
    public Task<DateTimeOffset?> FindOldestUnsentAsync(CancellationToken cancellationToken) => deliveries.FindOldestUnsentAsync(cancellationToken);

    internal static Delivery Begin(NewMessage message, DateTimeOffset now)
    {
        var delivery = new Delivery
        {
            Key = message.Key,
            ClientId = message.ClientId,
            CustomerId = message.CustomerId,
            Text = message.Text,
            AgentId = message.AgentId,
            GroupId = message.GroupId,
            Kind = message.Kind,
            AgentEmail = message.AgentEmail,
            AgentName = message.AgentName,
            ReceivedFrom = message.ReceivedFrom,
            Content = message.Content,
            Status = DeliveryStatus.Queued,
            QueuedAt = now,
        };
        if (message.ClientId is null)
            return delivery.Enter(DeliveryStatus.Skipped, now, message.SkipReason ?? NotBound) with { Reason = message.SkipReason ?? NotBound };

        return message.IsOutdated ? delivery.Supersede(now) : delivery.Enter(DeliveryStatus.Queued, now);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Message {Key} is {Status}")]
        public static partial void Queued(ILogger logger, string key, DeliveryStatus status);
    }
}
