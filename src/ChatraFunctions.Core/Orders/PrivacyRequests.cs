using Azure.Data.Tables;
using ChatraFunctions.Storage;

namespace ChatraFunctions.Orders;

/// <summary>
/// The table <c>PrivacyRequests</c>: what is still to be done by the operator, one row a request. Whoever has done it deletes the row.
/// </summary>
public sealed class PrivacyRequests(StorageAccount account)
{
    /// <summary>Counting stops here, which is one page of a query.</summary>
    public const int MaxCount = 1_000;

    /// <summary>A column holds 32,768 UTF-16 units; an order's id has about 14.</summary>
    private const int MaxOrders = 1_000;

    private readonly TableClient _table = account.Table(TableNames.PrivacyRequests);

    /// <summary>One write; a repeated request overwrites its own row.</summary>
    public Task ListAsync(PrivacyRequest request, CancellationToken cancellationToken) => _table.UpsertEntityAsync(
        new TableEntity(request.Source, request.Id)
        {
            ["Topic"] = request.Topic,
            ["ShopDomain"] = request.ShopDomain,
            ["CustomerId"] = request.CustomerId,
            ["Orders"] = request.OrderIds.Count == 0 ? null : string.Join(',', request.OrderIds.Take(MaxOrders)),
            ["ReceivedAt"] = request.ReceivedAt,
        },
        TableUpdateMode.Replace,
        cancellationToken);

    /// <summary>How many are open; <see cref="MaxCount"/> means that many or more.</summary>
    public async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        var count = 0;
        await foreach (var _ in _table.QueryAsync<TableEntity>(select: ["RowKey"], cancellationToken: cancellationToken))
        {
            if (++count == MaxCount)
                break;
        }

        return count;
    }
}
