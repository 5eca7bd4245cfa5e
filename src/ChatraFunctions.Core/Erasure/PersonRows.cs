using System.Globalization;
using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using ChatraFunctions.Storage;

namespace ChatraFunctions.Erasure;

/// <summary>
/// Rows of a person in tables that have no index by person: bindings and orders. They are looked for from end to end, a few pages a
/// step, which is right for what is asked for a few times a year and would be wrong for anything else.
/// </summary>
internal sealed class PersonRows(StorageAccount account)
{
    private const int MaxPages = 50;

    /// <summary>A query may have 15 comparisons.</summary>
    private const int MaxCustomers = 10;

    private readonly TableClient _bindings = account.Table(TableNames.Bindings);
    private readonly TableClient _orders = account.Table(TableNames.Orders);

    /// <summary>The rows that bind somebody to the client; about so many of them.</summary>
    /// <returns>The rows, and where to go on; null at the end.</returns>
    public Task<(IReadOnlyList<TableEntity> Rows, string? Token)> BindingsAsync(string clientId, string? token, int max, CancellationToken cancellationToken) =>
        ReadAsync(_bindings, TableClient.CreateQueryFilter($"ClientId eq {clientId}"), token, max, cancellationToken);

    /// <summary>The partitions of the orders that name the person as the one who ordered; about so many of them.</summary>
    /// <returns>The partitions, and where to go on; null at the end.</returns>
    public async Task<(IReadOnlyList<string> Partitions, string? Token)> OrdersAsync(
        string clientId, IReadOnlyCollection<string> customerIds, string? token, int max, CancellationToken cancellationToken)
    {
        var part = token is null ? 0 : int.Parse(token.Split(':', 2)[0], CultureInfo.InvariantCulture);
        var mark = token?.Split(':', 2)[1] is { Length: > 0 } text ? text : null;
        var conditions = customerIds.Chunk(MaxCustomers).ElementAtOrDefault(part)?.Select(customerId => TableClient.CreateQueryFilter($"CustomerId eq {customerId}")) ?? [];
        var filter = string.Join(" or ", part == 0 ? conditions.Prepend(TableClient.CreateQueryFilter($"ClientId eq {clientId}")) : conditions);
        var (rows, next) = await ReadAsync(_orders, filter, mark, max, cancellationToken);
        var isLast = next is null && (part + 1) * MaxCustomers >= customerIds.Count;
        return (
            [.. rows.Select(row => row.PartitionKey).Distinct(StringComparer.Ordinal)],
            isLast ? null : string.Create(CultureInfo.InvariantCulture, $"{(next is null ? part + 1 : part)}:{next}"));
    }

    /// <summary>All of them.</summary>
    public async IAsyncEnumerable<string> OrdersAsync(string clientId, IReadOnlyCollection<string> customerIds, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        string? token = null;
        do
        {
            (var partitions, token) = await OrdersAsync(clientId, customerIds, token, int.MaxValue, cancellationToken);
            foreach (var partition in partitions.Where(seen.Add))
                yield return partition;
        }
        while (token is not null);
    }

    /// <summary>An order's rows, in the order of their keys: its states, and then its own.</summary>
    public ValueTask<List<TableEntity>> OrderAsync(string partition, CancellationToken cancellationToken) =>
        _orders.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), cancellationToken: cancellationToken).ToListAsync(cancellationToken);

    /// <summary>About so many of them.</summary>
    public async Task<(int Count, string? Token)> RemoveBindingsAsync(string clientId, string? token, int max, CancellationToken cancellationToken)
    {
        var (rows, next) = await BindingsAsync(clientId, token, max, cancellationToken);
        foreach (var row in rows)
            await _bindings.RemoveAsync(row.PartitionKey, [row.RowKey], cancellationToken);

        return (rows.Count, next);
    }

    /// <summary>A page is up to 1,000 rows that fit the filter, or whatever the service found in five seconds.</summary>
    private static async Task<(IReadOnlyList<TableEntity> Rows, string? Token)> ReadAsync(TableClient table, string filter, string? token, int max, CancellationToken cancellationToken)
    {
        var rows = new List<TableEntity>();
        var pages = 0;
        await foreach (var page in table.QueryAsync<TableEntity>(filter, Math.Min(max, 1000), cancellationToken: cancellationToken).AsPages(token))
        {
            rows.AddRange(page.Values);
            if (++pages == MaxPages || rows.Count >= max)
                return (rows, page.ContinuationToken is { Length: > 0 } next ? next : null);
        }

        return (rows, null);
    }
}
