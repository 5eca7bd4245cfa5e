using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using ChatraFunctions.Outbox.Listing;
using ChatraFunctions.Storage;

namespace ChatraFunctions.Outbox;

/// <summary>
/// A delivery in the table <c>Deliveries</c>, and beside it rows that say no more than that it is there, written in the same
/// transaction: <c>u-</c> by time while it is unsent, so that the unsent ones are counted and the oldest is found; <c>c-</c> by
/// client while it is not known whether Chatra has it, and <c>i-</c> by Chatra's id once it has, so that a webhook finds it. The ones
/// of <see cref="ListedDelivery"/> also say what lists show. All are in the account's one partition: what passes through it is limited by Chatra to a fraction of what a partition can take
/// (docs/decisions).
/// </summary>
internal static class DeliveryRow
{
    public const string Partition = "chatra";

    /// <summary>The key of the delivery that a companion belongs to.</summary>
    public const string Key = "Key";

    /// <summary>Markers' keys lie between these two.</summary>
    public const string FirstMarker = "u-";
    public const string AfterMarkers = "u.";

    private const string WriteId = "WriteId";

    public static string RowKey(string key) => "k-" + TableKey.Escape(key);

    /// <summary>Between which keys of rows the deliveries lie whose own keys begin so.</summary>
    public static (string First, string After) RowKeysOf(string prefix)
    {
        var first = RowKey(prefix);
        return (first, first[..^1] + (char)(first[^1] + 1));
    }

    /// <summary>Awaited deliveries of a client have keys that begin so.</summary>
    public static string AwaitedOf(string clientId) => $"c-{Digest(clientId)}-";

    public static string SentAs(string messageId) => "i-" + Digest(messageId);

    public static DateTimeOffset QueuedAt(string markerKey) =>
        DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(markerKey.AsSpan(FirstMarker.Length, 15), CultureInfo.InvariantCulture));

    public static TableEntity Companion(string rowKey, Delivery delivery) => ListedDelivery.IsKey(rowKey)
        ? ListedDelivery.Row(rowKey, delivery)
        : new TableEntity(Partition, rowKey) { [Key] = delivery.Key };

    /// <summary>The companions that a delivery has in its state of now.</summary>
    public static ImmutableArray<string> CompanionsOf(Delivery delivery)
    {
        var keys = ImmutableArray.CreateBuilder<string>();
        if (delivery.IsUnsent)
            keys.Add(string.Create(CultureInfo.InvariantCulture, $"{FirstMarker}{delivery.QueuedAt.ToUnixTimeMilliseconds():D15}-{TableKey.Escape(delivery.Key)}"));

        if (delivery is { IsAwaited: true, ClientId: { } clientId })
            keys.Add(AwaitedOf(clientId) + Digest(delivery.Key));

        if (delivery.MessageId is { } messageId)
            keys.Add(SentAs(messageId));

        keys.AddRange(ListedDelivery.KeysOf(delivery));
        return keys.ToImmutable();
    }

    public static TableEntity From(Delivery delivery)
    {
        var row = new TableEntity(Partition, RowKey(delivery.Key))
        {
            [Key] = delivery.Key,
            ["ClientId"] = delivery.ClientId,
            ["CustomerId"] = delivery.CustomerId,
            ["AgentId"] = delivery.AgentId,
            ["GroupId"] = delivery.GroupId,
            ["Kind"] = delivery.Kind == DeliveryKind.PushedMessage ? null : delivery.Kind.ToString(),
            ["AgentEmail"] = delivery.AgentEmail,
            ["AgentName"] = delivery.AgentName,
            ["ReceivedFrom"] = delivery.ReceivedFrom,
            ["Status"] = DeliveryStatusJson.NameOf(delivery.Status),
            ["Reason"] = delivery.Reason,
            ["MessageId"] = delivery.MessageId,
            ["Revision"] = delivery.Revision == 0 ? null : delivery.Revision,
            ["TriedRevision"] = delivery.TriedRevision == 0 ? null : delivery.TriedRevision,
            ["TriedText"] = delivery.TriedText,
            ["SentRevision"] = delivery.SentRevision == 0 ? null : delivery.SentRevision,
            ["IsInDoubt"] = delivery.IsInDoubt ? true : null,
            ["IsUnwanted"] = delivery.IsUnwanted ? true : null,
            ["IsOutdated"] = delivery.IsOutdated ? true : null,
            ["Content"] = delivery.Content,
            ["IsMissedByClient"] = delivery.IsMissedByClient ? true : null,
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
        return delivery with { Companions = CompanionsOf(delivery) };
    }

    private static Delivery ReadColumns(TableEntity row) => new()
    {
        Key = row.GetString(Key),
        ClientId = row.GetString("ClientId"),
        CustomerId = row.GetString("CustomerId"),
        Text = row.GetString("Text"),
        AgentId = row.GetString("AgentId"),
        GroupId = row.GetString("GroupId"),
        Kind = row.GetString("Kind") is { } kind ? Enum.Parse<DeliveryKind>(kind) : DeliveryKind.PushedMessage,
        AgentEmail = row.GetString("AgentEmail"),
        AgentName = row.GetString("AgentName"),
        ReceivedFrom = row.GetString("ReceivedFrom"),
        Status = Enum.Parse<DeliveryStatus>(row.GetString("Status"), ignoreCase: true),
        Reason = row.GetString("Reason"),
        MessageId = row.GetString("MessageId"),
        Revision = row.GetInt32("Revision") ?? 0,
        TriedRevision = row.GetInt32("TriedRevision") ?? 0,
        TriedText = row.GetString("TriedText"),
        SentRevision = row.GetInt32("SentRevision") ?? 0,
        IsInDoubt = row.GetBoolean("IsInDoubt") ?? false,
        IsUnwanted = row.GetBoolean("IsUnwanted") ?? false,
        IsOutdated = row.GetBoolean("IsOutdated") ?? false,
        Content = row.GetString("Content"),
        IsMissedByClient = row.GetBoolean("IsMissedByClient") ?? false,
        Attempts = row.GetInt32("Attempts") ?? 0,
        Faults = row.GetInt32("Faults") ?? 0,
        LastError = row.GetString("LastError"),
        QueuedAt = row.GetDateTimeOffset("QueuedAt")!.Value,
        NotBefore = row.GetDateTimeOffset("NotBefore"),
        ClaimedAt = row.GetDateTimeOffset("ClaimedAt"),
        History = DeliveryHistory.Read(row.GetString("History")),
        ETag = row.ETag,
    };

    /// <summary>An id of any length and any characters, as a part of a key. Chatra's ids are no secrets to the table.</summary>
    internal static string Digest(string id) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)).AsSpan(0, 16));
}
