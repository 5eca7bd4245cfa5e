using Azure.Data.Tables;
using ChatraFunctions.Outbox;
using ChatraFunctions.Outbox.Listing;
using ChatraFunctions.Storage;

namespace ChatraFunctions.Erasure;

/// <summary>
/// What else a client goes by, the shop's own ids of customers and orders: they are found, and get tombstones as the client has one. An
/// order's events name one of them, and seldom the client.
/// </summary>
internal sealed class Identities(StorageAccount account, PersonRows person, ChatEraser chats, ErasureTable table, Tombstones tombstones)
{
    private const int MaxRows = 1_000;
    private const int MaxOrders = 200;

    private readonly TableClient _deliveries = account.Table(TableNames.Deliveries);

    /// <summary>All customers that the client is bound to, or was when something was sent to them.</summary>
    public async Task<IReadOnlyList<string>> FindCustomersAsync(string clientId, IEnumerable<TableEntity> bindings, CancellationToken cancellationToken)
    {
        var customerIds = new HashSet<string>(bindings.Select(row => row.GetString("CustomerId")), StringComparer.Ordinal);
        var prefix = ListedDelivery.ByClient(clientId);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {DeliveryRow.Partition} and RowKey ge {prefix} and RowKey lt {prefix + "~"}");
        await foreach (var row in _deliveries.QueryAsync<TableEntity>(filter, select: [DeliveryRow.Key, "CustomerId"], cancellationToken: cancellationToken))
        {
            var key = row.GetString(DeliveryRow.Key);
            if ((row.GetString("CustomerId") ?? (key.StartsWith(VisitorUpdates.KeyPrefix, StringComparison.Ordinal) ? key[VisitorUpdates.KeyPrefix.Length..] : null)) is { } customerId)
                customerIds.Add(customerId);
        }

        return [.. customerIds];
    }

    /// <summary>A few pages of the bindings; once they are through, the customers' tombstones.</summary>
    /// <returns>What is to be done next.</returns>
    public async Task<ErasureStep> FindCustomersAsync(ErasureStep step, CancellationToken cancellationToken)
    {
        if (step is { Pass: 0, Token: null })
            step = await WithLatestAsync(step, cancellationToken); // First of all: what comes meanwhile may write the rows anew.

        var (bindings, token) = await person.BindingsAsync(step.ClientId!, step.Token, MaxRows, cancellationToken);
        var known = step.CustomerIds.Union(bindings.Select(row => row.GetString("CustomerId")));
        if (token is not null)
            return step with { CustomerIds = [.. known], Token = token };

        var all = known.Union(await FindCustomersAsync(step.ClientId!, [], cancellationToken)).ToList();
        if (step.Pass == ErasureWork.LastPass)
            return step with { Stage = ErasureStage.Chats, CustomerIds = all, Token = null };

        await MarkAsync(all.Select(ErasureTable.IdOfCustomer), step.Before, cancellationToken);
        return step with { Stage = ErasureStage.OrderTombstones, CustomerIds = all, Token = null };
    }

    /// <summary>The tombstones of some orders, before anything of them is removed.</summary>
    /// <returns>What is to be done next.</returns>
    public async Task<ErasureStep> MarkOrdersAsync(ErasureStep step, CancellationToken cancellationToken)
    {
        var (partitions, token) = await person.OrdersAsync(step.ClientId!, step.CustomerIds, step.Token, MaxOrders, cancellationToken);
        var old = new List<string>();
        foreach (var partition in partitions)
        {
            if (!OrderEraser.IsLater(await person.OrderAsync(partition, cancellationToken), step.Before))
                old.Add(ErasureTable.IdOfOrder(partition));
        }

        await MarkAsync(old, step.Before, cancellationToken);
        return token is null ? step with { Stage = ErasureStage.Chats, Token = null } : step with { Token = token };
    }

    private async Task<ErasureStep> WithLatestAsync(ErasureStep step, CancellationToken cancellationToken)
    {
        if (await chats.LatestStoredAsync(step.ClientId!, step.Before, cancellationToken) is not { } until)
            return step;

        await MarkAsync([ErasureTable.IdOfChats(step.ClientId!)], until, cancellationToken);
        return step with { ChatsBefore = until };
    }

    private async Task MarkAsync(IEnumerable<string> ids, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await table.MarkAsync([.. ids], at, cancellationToken);
        tombstones.Forget();
    }
}
