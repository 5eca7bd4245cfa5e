using System.Globalization;
using Azure.Data.Tables;
using ChatraFunctions.Storage;

namespace ChatraFunctions.Outbox;

/// <summary>
/// A delivery in the table <c>Deliveries</c>, and beside it, while it is unsent, a marker whose key begins with the time, so that
/// the unsent ones are counted and the oldest is found without reading the others. Both are in the account's one partition: what
/// passes through it is limited by Chatra to a fraction of what a partition can take (docs/decisions).
/// </summary>
internal static class DeliveryRow
{
    public const string Partition = "chatra";

    /// <summary>Marker keys lie between these two.</summary>
    public const string FirstMarker = "u-";
    public const string AfterMarkers = "u.";

    private const string WriteId = "WriteId";

    public static string RowKey(string key) => "k-" + TableKey.Escape(key);

    public static TableEntity Marker(Delivery delivery) => new(Partition, MarkerKey(delivery));

    public static string MarkerKey(Delivery delivery) =>
        string.Create(CultureInfo.InvariantCulture, $"{FirstMarker}{delivery.QueuedAt.ToUnixTimeMilliseconds():D15}-{TableKey.Escape(delivery.Key)}");

    public static DateTimeOffset QueuedAt(string markerKey) =>
        DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(markerKey.AsSpan(FirstMarker.Length, 15), CultureInfo.InvariantCulture));

    public static TableEntity From(Delivery delivery)
    {
        var row = new TableEntity(Partition, RowKey(delivery.Key))
        {
            ["Key"] = delivery.Key,
            ["ClientId"] = delivery.ClientId,
            ["AgentId"] = delivery.AgentId,
            ["GroupId"] = delivery.GroupId,
            ["Status"] = delivery.Status.ToString().ToLowerInvariant(),
            ["Reason"] = delivery.Reason,
            ["MessageId"] = delivery.MessageId,
            ["Attempts"] = delivery.Attempts,
            ["Faults"] = delivery.Faults,
            ["QueuedAt"] = delivery.QueuedAt,
            ["NotBefore"] = delivery.NotBefore,
            ["ClaimedAt"] = delivery.ClaimedAt,
            ["Text"] = delivery.Text,
            ["LastError"] = delivery.LastError,
            ["History"] = DeliveryHistory.Write(delivery.History),
            [WriteId] = Guid.NewGuid(),
        };
        return LongRow.Pack(row).Single(); // Its parts are limited so that they always fit one entity.
    }

    /// <summary>Whether a stored row is exactly this write, and not another one that says the same.</summary>
    public static bool IsSameWrite(TableEntity stored, TableEntity written) => stored.GetGuid(WriteId) == written.GetGuid(WriteId);

    public static Delivery Read(TableEntity row)
    {
        var delivery = ReadColumns(LongRow.Join(row, parts: []));
        return delivery with { HasMarker = delivery.IsUnsent };
    }

    private static Delivery ReadColumns(TableEntity row) => new()
    {
        Key = row.GetString("Key"),
        ClientId = row.GetString("ClientId"),
        Text = row.GetString("Text"),
        AgentId = row.GetString("AgentId"),
        GroupId = row.GetString("GroupId"),
        Status = Enum.Parse<DeliveryStatus>(row.GetString("Status"), ignoreCase: true),
        Reason = row.GetString("Reason"),
        MessageId = row.GetString("MessageId"),
        Attempts = row.GetInt32("Attempts") ?? 0,
        Faults = row.GetInt32("Faults") ?? 0,
        LastError = row.GetString("LastError"),
        QueuedAt = row.GetDateTimeOffset("QueuedAt")!.Value,
        NotBefore = row.GetDateTimeOffset("NotBefore"),
        ClaimedAt = row.GetDateTimeOffset("ClaimedAt"),
        History = DeliveryHistory.Read(row.GetString("History")),
        ETag = row.ETag,
    };
}
