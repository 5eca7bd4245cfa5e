using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Data.Tables;
using ChatraFunctions.Storage;

namespace ChatraFunctions.Erasure;

/// <summary>
/// The table <c>Erasures</c>. In the partition <c>tombstones</c> a row for each client who was erased, and for each customer and order of
/// theirs: a hash of the id, and the time. Beside it, in <c>reports</c>, what was removed. Neither says who it was.
/// </summary>
internal sealed class ErasureTable(StorageAccount account)
{
    private const string Tombstones = "tombstones";
    private const string Reports = "reports";
    private const int MaxTries = 10;

    private readonly TableClient _table = account.Table(TableNames.Erasures);

    /// <summary>Ids are random where we made them; where a shop chose its own, a hash keeps them from being read at a glance, not from being guessed.</summary>
    public static string IdOf(string clientId) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(clientId)));

    /// <summary>The client's chats, where they go on for longer than the client's own tombstone says.</summary>
    public static string IdOfChats(string clientId) => "chats-" + IdOf(clientId);

    public static string IdOfCustomer(string customerId) => "customer-" + IdOf(customerId);

    /// <param name="partition">The order's partition in the table <c>Orders</c>.</param>
    public static string IdOfOrder(string partition) => "order-" + IdOf(partition);

    /// <summary>From here on no event brings back what is older. Two writes.</summary>
    public async Task BeginAsync(string clientId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var id = IdOf(clientId);
        await _table.UpsertEntityAsync(new TableEntity(Tombstones, id) { ["At"] = now }, TableUpdateMode.Replace, cancellationToken);
        await _table.UpsertEntityAsync(ToRow(new ErasureReport(id, ErasureReport.Running, now, null, new ErasedCounts())), TableUpdateMode.Replace, cancellationToken);
    }

    /// <summary>Tombstones of customers and orders. A later one of the same stays: an older erasure may be at it yet.</summary>
    public async Task MarkAsync(IReadOnlyCollection<string> ids, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
            return;

        var known = await ReadTombstonesAsync(cancellationToken);
        var rows = ids.Distinct(StringComparer.Ordinal)
            .Where(id => !known.TryGetValue(id, out var last) || last < at)
            .Select(id => new TableTransactionAction(TableTransactionActionType.UpsertReplace, new TableEntity(Tombstones, id) { ["At"] = at }));
        foreach (var transaction in rows.Chunk(Transactions.MaxRows))
            await _table.SubmitTransactionAsync(transaction, cancellationToken);
    }

    /// <summary>One read, of what is true now.</summary>
    public async Task<DateTimeOffset?> FindTombstoneAsync(string id, CancellationToken cancellationToken)
    {
        var row = await _table.GetEntityIfExistsAsync<TableEntity>(Tombstones, id, cancellationToken: cancellationToken);
        return row.HasValue ? row.Value!.GetDateTimeOffset("At") : null;
    }

    /// <summary>All of them, 1,000 a call.</summary>
    public async Task<IReadOnlyDictionary<string, DateTimeOffset>> ReadTombstonesAsync(CancellationToken cancellationToken)
    {
        var tombstones = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        await foreach (var row in _table.QueryAsync<TableEntity>($"PartitionKey eq '{Tombstones}'", select: ["RowKey", "At"], cancellationToken: cancellationToken))
            tombstones[row.RowKey] = row.GetDateTimeOffset("At")!.Value;

        return tombstones;
    }

    public async Task<ErasureReport?> FindAsync(string id, CancellationToken cancellationToken) =>
        TableKey.Fits(id) && await FindRowAsync(id, cancellationToken) is { } row ? Read(row) : null;

    /// <summary>Adds to the counts, and notes the end where it is one.</summary>
    public async Task AddAsync(string clientId, ErasedCounts counts, DateTimeOffset? erasedAt, CancellationToken cancellationToken)
    {
        var id = IdOf(clientId);
        for (var attempt = 1; attempt <= MaxTries; attempt++)
        {
            if (await FindRowAsync(id, cancellationToken) is not { } row)
                return; // Somebody tidied it away.

            var report = Read(row);
            var next = report with
            {
                Counts = report.Counts + counts,
                Status = erasedAt is null ? report.Status : ErasureReport.Erased,
                ErasedAt = erasedAt ?? report.ErasedAt,
            };
            try
            {
                if (next != report)
                    await _table.UpdateEntityAsync(ToRow(next), row.ETag, TableUpdateMode.Replace, cancellationToken);
                return;
            }
            catch (RequestFailedException exception) when (exception.Status is 404 or 412)
            {
                // Another step was quicker.
            }
        }

        throw new StorageBusyException("The report of an erasure changes too often.");
    }

    private async Task<TableEntity?> FindRowAsync(string id, CancellationToken cancellationToken)
    {
        var row = await _table.GetEntityIfExistsAsync<TableEntity>(Reports, TableKey.Escape(id), cancellationToken: cancellationToken);
        return row.HasValue ? row.Value : null;
    }

    private static TableEntity ToRow(ErasureReport report) => new(Reports, report.Id)
    {
        ["Status"] = report.Status,
        ["RequestedAt"] = report.RequestedAt,
        ["ErasedAt"] = report.ErasedAt,
        ["Chats"] = report.Counts.Chats,
        ["Rows"] = report.Counts.Rows,
        ["Messages"] = report.Counts.Messages,
        ["Orders"] = report.Counts.Orders,
        ["Blobs"] = report.Counts.Blobs,
        ["Bindings"] = report.Counts.Bindings,
    };

    private static ErasureReport Read(TableEntity row) => new(
        row.RowKey,
        row.GetString("Status"),
        row.GetDateTimeOffset("RequestedAt")!.Value,
        row.GetDateTimeOffset("ErasedAt"),
        new ErasedCounts(Count(row, "Chats"), Count(row, "Rows"), Count(row, "Messages"), Count(row, "Orders"), Count(row, "Blobs"), Count(row, "Bindings")));

    private static int Count(TableEntity row, string column) => row.GetInt32(column) ?? 0;
}
