using Azure.Data.Tables;
using ChatraFunctions.Storage;

namespace ChatraFunctions.Orders;

/// <summary>
/// An order in the table <c>Orders</c>: one partition an order. The row is a function of the set of events seen, in any order and any
/// number: beside each fact stands the time of the event that said it, and a fact gives way only to a later one.
/// </summary>
internal static class OrderRow
{
    public const string RowKey = "order";

    private const string State = "State";
    private const string AtSuffix = "At";
    private const string DeletedAt = "DeletedAt";
    private const string RestoredAt = "RestoredAt";
    private const string IsSeen = "IsSeen";
    private const string IsTest = "IsTest";

    private static readonly (string Column, Func<OrderFacts, string?> Of)[] Facts =
    [
        ("OrderNumber", facts => facts.OrderNumber),
        ("ShopDomain", facts => facts.ShopDomain),
        ("CustomerId", facts => facts.CustomerId),
        ("ClientId", facts => facts.ClientId),
        ("Locale", facts => facts.Locale),
        ("StatusUrl", facts => facts.StatusUrl),
        (State, facts => facts.State?.Name()),
    ];

    public static string Partition(string source, string orderId) => TableKey.Escape($"{source}:{orderId}");

    /// <summary>The row once this is known too; null where it says nothing new.</summary>
    public static TableEntity? Merge(TableEntity? stored, OrderFacts facts)
    {
        var row = new TableEntity(Partition(facts.Source, facts.OrderId), RowKey) { ["Source"] = facts.Source, ["OrderId"] = facts.OrderId };
        foreach (var (name, value) in stored is null ? [] : LongRow.ColumnsOf(stored))
            row[name] = value;

        var at = facts.At < DateTimeOffset.UnixEpoch ? DateTimeOffset.UnixEpoch : facts.At; // A table knows no time before 1601.
        var isNews = stored is null;
        foreach (var (column, of) in Facts)
            isNews |= Learn(row, column, of(facts), at);

        isNews |= facts.IsDeleted is { } isDeleted && Advance(row, isDeleted ? DeletedAt : RestoredAt, at);
        isNews |= facts.IsWhole && Raise(row, IsSeen);
        isNews |= facts.IsTest && Raise(row, IsTest);
        return isNews ? row : null;
    }

    public static StoredOrder Read(TableEntity row) => new()
    {
        Source = row.GetString("Source"),
        OrderId = row.GetString("OrderId"),
        OrderNumber = row.GetString("OrderNumber"),
        ShopDomain = row.GetString("ShopDomain"),
        CustomerId = row.GetString("CustomerId"),
        ClientId = row.GetString("ClientId"),
        Locale = row.GetString("Locale"),
        StatusUrl = row.GetString("StatusUrl"),
        State = row.GetString(State) is { } state ? Enum.Parse<OrderKind>(state, ignoreCase: true) : null,
        StateAt = row.GetDateTimeOffset(State + AtSuffix),
        IsSeen = row.GetBoolean(IsSeen) ?? false,
        IsTest = row.GetBoolean(IsTest) ?? false,
        IsDeleted = row.GetDateTimeOffset(DeletedAt) is { } deleted && !(row.GetDateTimeOffset(RestoredAt) >= deleted),
    };

    private static bool Learn(TableEntity row, string column, string? value, DateTimeOffset at)
    {
        if (value is null || !IsLater(row, column, value, at))
            return false;

        row[column] = value;
        row[column + AtSuffix] = at;
        return true;
    }

    /// <summary>Of two at the same instant, one has to be right whichever comes first.</summary>
    private static bool IsLater(TableEntity row, string column, string value, DateTimeOffset at) =>
        row.GetDateTimeOffset(column + AtSuffix) is not { } known
        || at > known
        || (at == known && Compare(column, value, row.GetString(column)) > 0);

    private static int Compare(string column, string left, string right) => column == State
        ? Enum.Parse<OrderKind>(left, ignoreCase: true).CompareTo(Enum.Parse<OrderKind>(right, ignoreCase: true))
        : string.CompareOrdinal(left, right);

    private static bool Advance(TableEntity row, string column, DateTimeOffset at)
    {
        if (row.GetDateTimeOffset(column) >= at)
            return false;

        row[column] = at;
        return true;
    }

    private static bool Raise(TableEntity row, string column)
    {
        if (row.GetBoolean(column) == true)
            return false;

        row[column] = true;
        return true;
    }
}
