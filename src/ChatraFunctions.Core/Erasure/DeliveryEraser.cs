using Azure.Data.Tables;
using ChatraFunctions.Outbox;
using ChatraFunctions.Outbox.Listing;
using ChatraFunctions.Storage;

namespace ChatraFunctions.Erasure;

/// <summary>
/// Takes text and person out of deliveries. What is left says that a message of this key was dealt with, so that a repeated order event
/// does not make it anew; being nobody's any more, it is found no second time.
/// </summary>
internal sealed class DeliveryEraser(StorageAccount account, Deliveries deliveries, TimeProvider time)
{
    private readonly TableClient _table = account.Table(TableNames.Deliveries);

    /// <returns>How many, and whether all were gone through: one that is just being sent has to be waited for.</returns>
    public async Task<(int Count, bool IsDone)> EraseAsync(string clientId, IEnumerable<string> customerIds, DateTimeOffset before, int max, CancellationToken cancellationToken)
    {
        var (count, isDone) = (0, true);
        foreach (var prefix in customerIds.Select(ListedDelivery.ByCustomer).Prepend(ListedDelivery.ByClient(clientId)))
        {
            foreach (var key in await KeysAsync(prefix, before, max - count, cancellationToken))
            {
                if (await deliveries.FindAsync(key, cancellationToken) is not { } delivery || delivery.FirstQueuedAt > before)
                    continue;

                var isErased = delivery.Status != DeliveryStatus.Sending && await EraseAsync(delivery, cancellationToken);
                count += isErased ? 1 : 0;
                isDone &= isErased;
            }

            if (count >= max)
                return (count, false);
        }

        return (count, isDone);
    }

    /// <summary>
    /// Those of an order that is erased, whenever they were queued and whoever they name: an instance that did not know yet may have
    /// made one after the erasure, and one whose order was not known names nobody.
    /// </summary>
    public async Task<(int Count, bool IsDone)> EraseAsync(IEnumerable<string> keys, CancellationToken cancellationToken)
    {
        var (count, isDone) = (0, true);
        foreach (var key in keys)
        {
            if (await deliveries.FindAsync(key, cancellationToken) is not { } delivery || delivery is { Text: "", ClientId: null, CustomerId: null })
                continue;

            var isErased = delivery.Status != DeliveryStatus.Sending && await EraseAsync(delivery, cancellationToken);
            count += isErased ? 1 : 0;
            isDone &= isErased;
        }

        return (count, isDone);
    }

    /// <summary>Removes what was queued before an instant and is done with, whole.</summary>
    public async Task<(int Count, bool IsDone)> ExpireAsync(DateTimeOffset before, int max, CancellationToken cancellationToken)
    {
        var count = 0;
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {DeliveryRow.Partition} and RowKey ge {ListedDelivery.UpTo(ListedDelivery.All, before)} and RowKey lt {ListedDelivery.AfterAll}");
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            if (await deliveries.FindAsync(row.GetString(DeliveryRow.Key), cancellationToken) is not { IsUnsent: false } delivery
                || !await deliveries.TryRemoveAsync(delivery, cancellationToken))
                continue; // Gone, not done with, or just taken up again.

            if (++count >= max)
                return (count, false);
        }

        return (count, true);
    }

    /// <summary>The key of an update of a customer says whose it is: nothing is left of that.</summary>
    private async Task<bool> EraseAsync(Delivery delivery, CancellationToken cancellationToken) => delivery.Kind == DeliveryKind.VisitorUpdate
        ? await deliveries.TryRemoveAsync(delivery, cancellationToken)
        : await deliveries.TryReplaceAsync(delivery.Erase(time.GetUtcNow()), cancellationToken) is not null;

    /// <summary>All at once, for each that is erased leaves the list. Those that are later stand before them, and are not gone through.</summary>
    private async Task<List<string>> KeysAsync(string prefix, DateTimeOffset before, int max, CancellationToken cancellationToken)
    {
        var keys = new List<string>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {DeliveryRow.Partition} and RowKey ge {ListedDelivery.UpTo(prefix, before)} and RowKey lt {prefix + "~"}");
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, select: [DeliveryRow.Key], cancellationToken: cancellationToken))
        {
            keys.Add(row.GetString(DeliveryRow.Key));
            if (keys.Count >= max)
                break;
        }

        return keys;
    }
}
