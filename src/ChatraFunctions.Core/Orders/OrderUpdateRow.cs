using System.Text.Json;
using Azure.Data.Tables;
using ChatraFunctions.Storage;

namespace ChatraFunctions.Orders;

/// <summary>
/// One state of an order in the table <c>Orders</c>, beside the order's own row. Like that, it is a function of the set of events seen:
/// the state was reached when the earliest of them says, and its contents are those of the latest.
/// </summary>
internal static class OrderUpdateRow
{
    public const string Prefix = "m-";

    private const string Key = "Key";
    private const string ReachedAt = "ReachedAt";
    private const string HasOrder = "HasOrder";
    private const string IsWithdrawn = "IsWithdrawn";
    private const string Refunds = "Refunds";
    private const string Arrivals = "Arrivals";

    /// <summary>Each takes about 70 characters of a column's 32,768; more events of one state are hardly meant.</summary>
    private const int MaxArrivals = 300;

    /// <summary>Each is under 900 characters, and a column holds 32,768; more of them are no sum that anybody wants to read.</summary>
    private const int MaxRefunds = 30;

    public static string RowKey(OrderEvent told) => Prefix + TableKey.Escape(told.FulfilmentId is null ? told.Kind.Name() : $"{told.Kind.Name()}:{told.FulfilmentId}");

    /// <summary>An event without a time of its own, as of when it came first: a later copy of it is no later news.</summary>
    public static OrderEvent Dated(OrderEvent told, TableEntity? stored) =>
        told.ArrivalId is { } id && ArrivalsIn(stored).TryGetValue(id, out var first) && first < told.OccurredAt ? told with { OccurredAt = first } : told;

    /// <summary>The row once this is known too; null where it says nothing new.</summary>
    public static TableEntity? Merge(TableEntity? stored, OrderEvent told)
    {
        var row = new TableEntity(OrderRow.Partition(told.Source, told.OrderId), RowKey(told))
        {
            [Key] = told.MessageKey,
            ["Kind"] = told.Kind.Name(),
            ["FulfilmentId"] = told.FulfilmentId,
        };
        foreach (var (name, value) in stored is null ? [] : LongRow.ColumnsOf(stored))
            row[name] = value;

        var at = LatestFacts.Storable(told.OccurredAt);
        var isNews = stored is null | Reach(row, at) | Raise(row, HasOrder, !told.AwaitsOrder) | Raise(row, IsWithdrawn, told.IsWithdrawn);
        isNews |= told.ArrivalId is { } id && Arrive(row, id, at);
        isNews |= LatestFacts.Learn(row, nameof(OrderUpdate.Tracking), told.Tracking, at, OrderJson.Default.Tracking);
        isNews |= LatestFacts.Learn(row, nameof(OrderUpdate.StatusUrl), told.StatusUrl, at);
        isNews |= told.RefundId is { } refundId
            ? AddRefund(row, refundId, new Amount(told.Total, told.Currency))
            : LatestFacts.Learn(row, nameof(OrderUpdate.Amount), told.Total is null ? null : new Amount(told.Total, told.Currency), at, OrderJson.Default.Amount);
        return isNews ? row : null;
    }

    public static OrderUpdate Read(TableEntity row) => new()
    {
        Key = row.GetString(Key),
        Kind = Enum.Parse<OrderKind>(row.GetString("Kind"), ignoreCase: true),
        FulfilmentId = row.GetString("FulfilmentId"),
        ReachedAt = row.GetDateTimeOffset(ReachedAt)!.Value,
        Tracking = LatestFacts.Read(row, nameof(OrderUpdate.Tracking), OrderJson.Default.Tracking),
        Amount = LatestFacts.Read(row, Refunds, OrderJson.Default.SortedDictionaryStringAmount) is { } refunds
            ? OrderUpdate.Sum(refunds.Values)
            : LatestFacts.Read(row, nameof(OrderUpdate.Amount), OrderJson.Default.Amount),
        StatusUrl = row.GetString(nameof(OrderUpdate.StatusUrl)),
        IsWithdrawn = row.GetBoolean(IsWithdrawn) ?? false,
        AwaitsOrder = !(row.GetBoolean(HasOrder) ?? false),
    };

    private static bool Reach(TableEntity row, DateTimeOffset at)
    {
        if (row.GetDateTimeOffset(ReachedAt) <= at)
            return false;

        row[ReachedAt] = at;
        return true;
    }

    private static bool Raise(TableEntity row, string column, bool isTold)
    {
        if (!isTold || row.GetBoolean(column) == true)
            return false;

        row[column] = true;
        return true;
    }

    private static bool Arrive(TableEntity row, string id, DateTimeOffset at)
    {
        var arrivals = ArrivalsIn(row);
        if (arrivals.TryGetValue(id, out var first) ? first <= at : arrivals.Count >= MaxArrivals)
            return false;

        arrivals[id] = at;
        row[Arrivals] = JsonSerializer.Serialize(arrivals, OrderJson.Default.SortedDictionaryStringDateTimeOffset);
        return true;
    }

    private static SortedDictionary<string, DateTimeOffset> ArrivalsIn(TableEntity? row) =>
        (row is null ? null : LatestFacts.Read(row, Arrivals, OrderJson.Default.SortedDictionaryStringDateTimeOffset)) ?? new SortedDictionary<string, DateTimeOffset>(StringComparer.Ordinal);

    private static bool AddRefund(TableEntity row, string refundId, Amount amount)
    {
        var refunds = LatestFacts.Read(row, Refunds, OrderJson.Default.SortedDictionaryStringAmount) ?? new SortedDictionary<string, Amount>(StringComparer.Ordinal);
        if (refunds.Count >= MaxRefunds || !refunds.TryAdd(refundId, amount))
            return false;

        row[Refunds] = JsonSerializer.Serialize(refunds, OrderJson.Default.SortedDictionaryStringAmount);
        return true;
    }
}
