using System.Text.Json;
using Azure.Data.Tables;
using ChatraFunctions.Storage;

namespace ChatraFunctions.Orders;

/// <summary>
/// An order in the table <c>Orders</c>: one partition an order, with a row for each state of it beside this one
/// (<see cref="OrderUpdateRow"/>). The row is a function of the set of events seen, in any order and any number: beside each fact
/// stands the time of the event that said it, and a fact gives way only to a later one.
/// </summary>
internal static class OrderRow
{
    public const string RowKey = "order";

    private const string State = "State";
    private const string DeletedAt = "DeletedAt";
    private const string RestoredAt = "RestoredAt";
    private const string IsSeen = "IsSeen";
    private const string IsTest = "IsTest";
    private const string IsGuest = "IsGuest";
    private const string Notes = "Notes";

    /// <summary>Names and reasons are ours or the platforms', and few; a column holds 32,768 characters.</summary>
    private const int MaxNotes = 30;

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

        var at = LatestFacts.Storable(facts.At);
        var isNews = stored is null;
        foreach (var (column, of) in Facts)
            isNews |= LatestFacts.Learn(row, column, of(facts), at, (left, right) => Compare(column, left, right));

        isNews |= facts.IsDeleted is { } isDeleted && Advance(row, isDeleted ? DeletedAt : RestoredAt, at);
        isNews |= facts.IsWhole && Raise(row, IsSeen);
        isNews |= facts.IsTest && Raise(row, IsTest);
        isNews |= facts.IsGuest && Raise(row, IsGuest);
        isNews |= facts.Note is { } note && Add(row, note, at);
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
        StateAt = row.GetDateTimeOffset(State + LatestFacts.AtSuffix),
        IsSeen = row.GetBoolean(IsSeen) ?? false,
        IsTest = row.GetBoolean(IsTest) ?? false,
        IsGuest = row.GetBoolean(IsGuest) ?? false,
        Notes = LatestFacts.Read(row, Notes, OrderJson.Default.ListSeenNote) ?? [],
        IsDeleted = row.GetDateTimeOffset(DeletedAt) is { } deleted && !(row.GetDateTimeOffset(RestoredAt) >= deleted),
    };

    private static int Compare(string column, string left, string right) => column == State
        ? Enum.Parse<OrderKind>(left, ignoreCase: true).CompareTo(Enum.Parse<OrderKind>(right, ignoreCase: true))
        : string.CompareOrdinal(left, right);

    /// <summary>One a name and reason: <c>orders/updated</c> comes with every touch of an order.</summary>
    private static bool Add(TableEntity row, OrderNote note, DateTimeOffset at)
    {
        var notes = LatestFacts.Read(row, Notes, OrderJson.Default.ListSeenNote) ?? [];
        var index = notes.FindIndex(known => known.Event == note.Event && known.Reason == note.Reason);
        if (index < 0 ? notes.Count >= MaxNotes : notes[index].At >= at)
            return false;

        var seen = new SeenNote(note.Event, note.Reason, at);
        if (index < 0)
            notes.Add(seen);
        else
            notes[index] = seen;

        row[Notes] = JsonSerializer.Serialize([.. notes.OrderBy(each => each.Event, StringComparer.Ordinal).ThenBy(each => each.Reason, StringComparer.Ordinal)], OrderJson.Default.ListSeenNote);
        return true;
    }

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
