using Azure;
using Azure.Data.Tables;
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

    /// <summary>False when the key is taken: it is the same message.</summary>
    public async Task<bool> TryAddAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        List<TableTransactionAction> actions = [new(TableTransactionActionType.Add, DeliveryRow.From(delivery))];
        if (delivery.IsUnsent)
            actions.Add(new(TableTransactionActionType.UpsertReplace, DeliveryRow.Marker(delivery)));

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
    /// Writes what the delivery has become since it was read, and in the same transaction adds or takes away its marker.
    /// </summary>
    /// <returns>The delivery as it is stored now; null when somebody else changed it first.</returns>
    public async Task<Delivery?> TryReplaceAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var row = DeliveryRow.From(delivery);
        List<TableTransactionAction> actions = [new(TableTransactionActionType.UpdateReplace, row, delivery.ETag)];
        if (delivery.HasMarker && !delivery.IsUnsent)
            actions.Add(new(TableTransactionActionType.Delete, DeliveryRow.Marker(delivery), ETag.All));
        else if (delivery.IsUnsent && !delivery.HasMarker)
            actions.Add(new(TableTransactionActionType.UpsertReplace, DeliveryRow.Marker(delivery)));

        try
        {
            var answers = await _table.SubmitTransactionAsync(actions, cancellationToken);
            return delivery with { ETag = answers.Value[0].Headers.ETag ?? default, HasMarker = delivery.IsUnsent };
        }
        catch (TableTransactionFailedException exception) when (exception is { Status: 404, FailedTransactionActionIndex: 1 })
        {
            // Somebody tidied the marker away by hand; the delivery itself must not hang on it.
            return await TryReplaceAsync(delivery with { HasMarker = false }, cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.Status is 404 or 412)
        {
            return await FindOwnWriteAsync(row, cancellationToken);
        }
    }

    /// <summary>
    /// Writes what came of a claim. When the row is no longer as the claimer left it, the news of a message that was sent still
    /// counts; any other is dropped, because the delivery has a new owner.
    /// </summary>
    public async Task SettleAsync(Delivery outcome, CancellationToken cancellationToken)
    {
        var settled = outcome;
        while (await TryReplaceAsync(settled, cancellationToken) is null)
        {
            if (outcome.Status != DeliveryStatus.Sent
                || await FindAsync(outcome.Key, cancellationToken) is not { } current || current.Status == DeliveryStatus.Sent)
                return;

            settled = outcome with
            {
                ETag = current.ETag,
                HasMarker = current.HasMarker,
                Attempts = current.Attempts,
                History = DeliveryHistory.Append(current.History, outcome.History[^1]),
            };
        }
    }

    /// <summary>How many messages are unsent, and since when the oldest of them is. Reads their markers only, 1,000 a call.</summary>
    public async Task<UnsentCount> CountUnsentAsync(CancellationToken cancellationToken)
    {
        var markers = _table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter(
                $"PartitionKey eq {DeliveryRow.Partition} and RowKey ge {DeliveryRow.FirstMarker} and RowKey lt {DeliveryRow.AfterMarkers}"),
            select: [nameof(ITableEntity.RowKey)],
            cancellationToken: cancellationToken);

        var unsent = 0;
        DateTimeOffset? oldest = null;
        await foreach (var marker in markers)
        {
            oldest ??= DeliveryRow.QueuedAt(marker.RowKey);
            unsent++;
        }

        return new UnsentCount(unsent, oldest);
    }

    /// <summary>
    /// The answer to a write may be lost on its way; the client then writes again and is refused because of its own first write.
    /// </summary>
    private async Task<Delivery?> FindOwnWriteAsync(TableEntity written, CancellationToken cancellationToken)
    {
        var row = await _table.GetEntityIfExistsAsync<TableEntity>(written.PartitionKey, written.RowKey, cancellationToken: cancellationToken);
        return row.HasValue && DeliveryRow.IsSameWrite(row.Value!, written) ? DeliveryRow.Read(row.Value!) : null;
    }
}
