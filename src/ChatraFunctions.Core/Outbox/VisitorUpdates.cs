using System.Diagnostics;
using Chatra.Api;
using ChatraFunctions.Customers;
using ChatraFunctions.Storage;
using Microsoft.Extensions.Logging;

namespace ChatraFunctions.Outbox;

/// <summary>
/// Brings what the shop knows of a customer to Chatra. One delivery a customer, whose text names the fields that Chatra is to be told
/// of; their values are read from the customer's row when it is sent. So the newest state is what Chatra gets, however many changes
/// there were and in whatever order they came here, and no field is touched that the shop did not name.
/// </summary>
public sealed partial class VisitorUpdates(Deliveries deliveries, WakeUps wakeUps, TimeProvider time, ILogger<VisitorUpdates> logger)
{
    /// <summary>Keys of no other deliveries begin so.</summary>
    public const string KeyPrefix = "customers/";

    private const char Separator = ',';

    /// <summary>Losing so often against senders of the same update is a fault.</summary>
    private const int MaxTries = 10;

    public static string KeyOf(string customerId) => KeyPrefix + customerId;

    public static string CustomerIdOf(Delivery delivery) => delivery.Key[KeyPrefix.Length..];

    /// <summary>
    /// Returns when Chatra will be told whatever happens. The fields' values must be in the customer's row already: a sender that has
    /// read older ones is told here that there is more to do.
    /// </summary>
    /// <exception cref="Azure.RequestFailedException">It could not be made durable; the same call may be made again.</exception>
    public async Task<Delivery> QueueAsync(string customerId, string clientId, IEnumerable<string> fields, CancellationToken cancellationToken)
    {
        var key = KeyOf(customerId);
        var isWoken = false;
        for (var attempt = 1; attempt <= MaxTries; attempt++)
        {
            var known = await deliveries.FindAsync(key, cancellationToken);
            var next = known is null ? Begin(key, clientId, fields) : Merge(known, clientId, fields);
            var now = time.GetUtcNow();
            if ((known is not { IsUnsent: true } || known.IsBackingOff(now)) && !isWoken)
            {
                await wakeUps.QueueAsync(new WakeUp(key, now, Traceparent: Activity.Current?.Id), now, cancellationToken);
                isWoken = true;
            }

            if (await TryWriteAsync(known, next, cancellationToken) is { } stored)
            {
                Log.Queued(logger, LogKey.Of(key), stored.Status);
                return stored;
            }
        }

        throw new StorageBusyException($"The update {LogKey.Of(key)} changes too often.");
    }

    public Task<Delivery?> FindAsync(string customerId, CancellationToken cancellationToken) => deliveries.FindAsync(KeyOf(customerId), cancellationToken);

    /// <summary>What Chatra is asked for: a field without a value is removed there.</summary>
    internal static ClientChanges Changes(Delivery update, CustomerDetails details)
    {
        var changes = new ClientChanges();
        foreach (var field in update.Text.Split(Separator))
        {
            var value = CustomerChanges.ValueOf(details, field);
            var change = value is null ? Change.Remove : Change.To(value);
            changes = field switch
            {
                CustomerChanges.Name => changes with { Name = change },
                CustomerChanges.Email => changes with { Email = change },
                CustomerChanges.Phone => changes with { Phone = change },
                _ => changes with { Notes = change },
            };
        }

        return changes;
    }

    private Delivery Begin(string key, string clientId, IEnumerable<string> fields)
    {
        var now = time.GetUtcNow();
        var delivery = new Delivery
        {
            Key = key,
            Kind = DeliveryKind.VisitorUpdate,
            ClientId = clientId,
            Text = Join(fields),
            Status = DeliveryStatus.Queued,
            QueuedAt = now,
        };
        return delivery.Enter(DeliveryStatus.Queued, now);
    }

    /// <summary>What has not reached Chatra stays to be told. Whoever is at it meanwhile finds another revision when they are done.</summary>
    private Delivery Merge(Delivery known, string clientId, IEnumerable<string> fields)
    {
        var now = time.GetUtcNow();
        var isTold = known.Status is DeliveryStatus.Sent or DeliveryStatus.Deleted;
        var merged = known with
        {
            ClientId = clientId,
            Text = Join(isTold ? fields : fields.Concat(known.Text.Split(Separator))),
            Revision = known.Revision + 1,
            Faults = 0,
        };
        return known.IsUnsent
            ? merged.Enter(known.Status, now, "changed") with { NotBefore = known.IsBackingOff(now) ? null : known.NotBefore }
            : merged.Enter(DeliveryStatus.Queued, now, "changed") with { QueuedAt = now, Reason = null, LastError = null, NotBefore = null };
    }

    private async Task<Delivery?> TryWriteAsync(Delivery? known, Delivery next, CancellationToken cancellationToken)
    {
        if (known is not null)
            return await deliveries.TryReplaceAsync(next, cancellationToken);

        return await deliveries.TryAddAsync(next, cancellationToken) ? next : null;
    }

    private static string Join(IEnumerable<string> fields) => string.Join(Separator, fields.Distinct().Order(StringComparer.Ordinal));

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The update {Key} is {Status}")]
        public static partial void Queued(ILogger logger, string key, DeliveryStatus status);
    }
}
