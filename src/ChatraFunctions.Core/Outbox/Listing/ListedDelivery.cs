using System.Globalization;
using Azure.Data.Tables;

namespace ChatraFunctions.Outbox.Listing;

/// <summary>
/// A delivery as lists show it, and the rows beside it that make each list one range of keys, newest first: <c>l-</c> of all,
/// <c>t-{status}-</c>, <c>d-{client}-</c> and <c>p-{customer}-</c>. They are written anew with every change of the delivery, in its
/// own transaction. What is no message, an update of a customer, is under its client only, to be found when that one is erased.
/// </summary>
public sealed record ListedDelivery(
    string Key, DeliveryStatus Status, string? Reason, string? ClientId, string? CustomerId, string? MessageId, int Attempts, string? LastError, DateTimeOffset QueuedAt, DateTimeOffset ChangedAt)
{
    internal const string All = "l-";

    internal const string AfterAll = "l.";

    private const long Newest = 999_999_999_999_999;

    /// <summary>What was queued up to an instant stands from here on.</summary>
    internal static string UpTo(string list, DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"{list}{Newest - at.ToUnixTimeMilliseconds():D15}-");

    internal static string ByStatus(DeliveryStatus status) => $"t-{DeliveryStatusJson.NameOf(status)}-";

    internal static string ByClient(string clientId) => $"d-{DeliveryRow.Digest(clientId)}-";

    internal static string ByCustomer(string customerId) => $"p-{DeliveryRow.Digest(customerId)}-";

    internal static bool IsKey(string rowKey) => rowKey is ['l' or 't' or 'd' or 'p', '-', ..];

    internal static IEnumerable<string> KeysOf(Delivery delivery)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"{Newest - delivery.FirstQueuedAt.ToUnixTimeMilliseconds():D15}-{DeliveryRow.Digest(delivery.Key)}");
        if (delivery.Kind != DeliveryKind.VisitorUpdate)
        {
            yield return All + key;
            yield return ByStatus(delivery.Status) + key;
        }

        if (delivery.ClientId is { } clientId)
            yield return ByClient(clientId) + key;

        if (delivery.CustomerId is { } customerId)
            yield return ByCustomer(customerId) + key;
    }

    internal static TableEntity Row(string rowKey, Delivery delivery) => new(DeliveryRow.Partition, rowKey)
    {
        [DeliveryRow.Key] = delivery.Key,
        ["Status"] = DeliveryStatusJson.NameOf(delivery.Status),
        ["Reason"] = Short(delivery.Reason),
        ["ClientId"] = delivery.ClientId,
        ["CustomerId"] = delivery.CustomerId,
        ["MessageId"] = delivery.MessageId,
        ["Attempts"] = delivery.Attempts,
        ["LastError"] = Short(delivery.LastError),
        ["QueuedAt"] = delivery.FirstQueuedAt,
        ["ChangedAt"] = delivery.History.IsDefaultOrEmpty ? delivery.QueuedAt : delivery.History[^1].At,
    };

    internal static ListedDelivery Read(TableEntity row) => new(
        row.GetString(DeliveryRow.Key),
        Enum.Parse<DeliveryStatus>(row.GetString("Status"), ignoreCase: true),
        row.GetString("Reason"),
        row.GetString("ClientId"),
        row.GetString("CustomerId"),
        row.GetString("MessageId"),
        row.GetInt32("Attempts") ?? 0,
        row.GetString("LastError"),
        row.GetDateTimeOffset("QueuedAt")!.Value,
        row.GetDateTimeOffset("ChangedAt")!.Value);

    internal static ListedDelivery Of(Delivery delivery) => Read(Row(All, delivery));

    /// <summary>Chatra's own words may be long; the whole of them is in the delivery itself.</summary>
    private static string? Short(string? text) => text is null || text.Length <= 300 ? text : text[..(char.IsHighSurrogate(text[299]) ? 299 : 300)] + "…";
}
