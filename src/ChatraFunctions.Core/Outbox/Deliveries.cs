using Azure;
using Azure.Data.Tables;
using ChatraFunctions.Outbox.Listing;
using ChatraFunctions.Storage;

namespace ChatraFunctions.Outbox;

/// <summary>The table <c>Deliveries</c>. Every write is conditional: of two that meet, one is told to look again.</summary>
public sealed class Deliveries(StorageAccount account)
{
    private readonly TableClient _table = account.Table(TableNames.Deliveries);

    public async Task<Delivery?> FindAsync(string key, CancellationToken cancellationToken)
    {
        var row = await _table.GetEntityIfExistsAsync<TableEntity>(DeliveryRow.Partition, DeliveryRow.RowKey(key), cancellationToken: cancellationToken);
        return row.HasValue ? DeliveryRow.Read(row.Value!) : null;
    }

    /// <summary>The deliveries whose keys begin so: one query.</summary>
    public async Task<IReadOnlyList<Delivery>> FindAllAsync(string prefix, CancellationToken cancellationToken)
    {
        var (first, after) = DeliveryRow.RowKeysOf(prefix);
        var rows = _table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {DeliveryRow.Partition} and RowKey ge {first} and RowKey lt {after}"),
            cancellationToken: cancellationToken);

        var found = new List<Delivery>();
        await foreach (var row in rows)
            found.Add(DeliveryRow.Read(row));
        return found;
    }

    /// <summary>The delivery that Chatra knows by this id.</summary>
    public async Task<Delivery?> FindSentAsync(string messageId, CancellationToken cancellationToken)
    {
        var row = await _table.GetEntityIfExistsAsync<TableEntity>(DeliveryRow.Partition, DeliveryRow.SentAs(messageId), cancellationToken: cancellationToken);
        return row.HasValue ? await FindAsync(row.Value!.GetString(DeliveryRow.Key), cancellationToken) : null;
    }

    /// <summary>
    /// The messages to this client of which it is not known whether Chatra has them: one query, one read each. There are a few at
    /// most.
    /// </summary>
    public async Task<IReadOnlyList<Delivery>> FindAwaitedAsync(string clientId, CancellationToken cancellationToken)
    {
        var first = DeliveryRow.AwaitedOf(clientId);
        var rows = _table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {DeliveryRow.Partition} and RowKey ge {first} and RowKey lt {first + "~"}"),
            cancellationToken: cancellationToken);

        var awaited = new List<Delivery>();
        await foreach (var row in rows)
        {
            if (await FindAsync(row.GetString(DeliveryRow.Key), cancellationToken) is { IsAwaited: true } delivery)
                awaited.Add(delivery);
        }

        return awaited;
    }

    /// <summary>False when the key is taken: it is the same message.</summary>
    public async Task<bool> TryAddAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        List<TableTransactionAction> actions = [new(TableTransactionActionType.Add, DeliveryRow.From(delivery))];
        actions.AddRange(DeliveryRow.CompanionsOf(delivery).Select(companion => Put(companion, delivery)));
        try
        {
            await _table.SubmitTransactionAsync(actions, cancellationToken);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status == 409)
        {
            return false;
        }
    }

    /// <summary>
    /// Writes what the delivery has become since it was read, and in the same transaction adds and takes away its companions.
    /// </summary>
    /// <returns>The delivery as it is stored now; null when somebody else changed it first.</returns>
    public async Task<Delivery?> TryReplaceAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var row = DeliveryRow.From(delivery);
        var companions = DeliveryRow.CompanionsOf(delivery);
        List<TableTransactionAction> actions = [new(TableTransactionActionType.UpdateReplace, row, delivery.ETag)];
        actions.AddRange(companions.Where(companion => ListedDelivery.IsKey(companion) || !delivery.Companions.Contains(companion)).Select(companion => Put(companion, delivery)));
        actions.AddRange(delivery.Companions.Except(companions).Select(Remove));
        try
        {
            var answers = await _table.SubmitTransactionAsync(actions, cancellationToken);
            return delivery with { ETag = answers.Value[0].Headers.ETag ?? default, Companions = companions };
        }
        catch (TableTransactionFailedException exception) when (exception is { Status: 404, FailedTransactionActionIndex: > 0 })
        {
            // Somebody tidied a companion away by hand; the delivery itself must not hang on it.
            var gone = actions[exception.FailedTransactionActionIndex.Value].Entity.RowKey;
            return await TryReplaceAsync(delivery with { Companions = delivery.Companions.Remove(gone) }, cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.Status is 404 or 412)
        {
            return await FindOwnWriteAsync(row, cancellationToken);
        }
    }

    /// <summary>Removes a delivery with its companions, in one transaction. It may be gone.</summary>
    /// <returns>False when somebody else changed it first.</returns>
    public async Task<bool> TryRemoveAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var row = new TableEntity(DeliveryRow.Partition, DeliveryRow.RowKey(delivery.Key));
        List<TableTransactionAction> actions = [new(TableTransactionActionType.Delete, row, delivery.ETag), .. delivery.Companions.Select(Remove)];
        try
        {
            await _table.SubmitTransactionAsync(actions, cancellationToken);
            return true;
        }
        catch (TableTransactionFailedException exception) when (exception is { Status: 404, FailedTransactionActionIndex: > 0 })
        {
            var gone = actions[exception.FailedTransactionActionIndex.Value].Entity.RowKey;
            return await TryRemoveAsync(delivery with { Companions = delivery.Companions.Remove(gone) }, cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.Status is 404 or 412)
        {
            return exception.Status == 404;
        }
    }

    /// <summary>How many messages are unsent, and since when the oldest of them is. Reads their markers only, 1,000 a call.</summary>
    public async Task<UnsentCount> CountUnsentAsync(CancellationToken cancellationToken)
    {
        var unsent = 0;
        DateTimeOffset? oldest = null;
        await foreach (var marker in Markers(page: null, cancellationToken))
        {
            oldest ??= DeliveryRow.QueuedAt(marker.RowKey);
            unsent++;
        }

        return new UnsentCount(unsent, oldest);
    }

    /// <summary>Since when the oldest unsent message waits; null when there is none. One call.</summary>
    public async Task<DateTimeOffset?> FindOldestUnsentAsync(CancellationToken cancellationToken)
    {
        await foreach (var marker in Markers(page: 1, cancellationToken))
            return DeliveryRow.QueuedAt(marker.RowKey);

        return null;
    }

    private AsyncPageable<TableEntity> Markers(int? page, CancellationToken cancellationToken) => _table.QueryAsync<TableEntity>(
        TableClient.CreateQueryFilter(
            $"PartitionKey eq {DeliveryRow.Partition} and RowKey ge {DeliveryRow.FirstMarker} and RowKey lt {DeliveryRow.AfterMarkers}"),
        page,
        [nameof(ITableEntity.RowKey)],
        cancellationToken);

    private static TableTransactionAction Put(string companion, Delivery delivery) =>
        new(TableTransactionActionType.UpsertReplace, DeliveryRow.Companion(companion, delivery));

    private static TableTransactionAction Remove(string companion) =>
        new(TableTransactionActionType.Delete, new TableEntity(DeliveryRow.Partition, companion), ETag.All);

    /// <summary>
    /// The answer to a write may be lost on its way; the client then writes again and is refused because of its own first write.
    /// </summary>
    private async Task<Delivery?> FindOwnWriteAsync(TableEntity written, CancellationToken cancellationToken)
    {
        var row = await _table.GetEntityIfExistsAsync<TableEntity>(written.PartitionKey, written.RowKey, cancellationToken: cancellationToken);
        return row.HasValue && DeliveryRow.IsSameWrite(row.Value!, written) ? DeliveryRow.Read(row.Value!) : null;
    }
}
