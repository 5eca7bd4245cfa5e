using System.Text.Json;
using ChatraFunctions.Webhooks;

namespace ChatraFunctions.Erasure;

/// <summary>When an event of any kind happened, as its body says.</summary>
internal static class EventTime
{
    /// <summary>
    /// Whether all of an event is from before an erasure; null for none. An event without a time counts as a repetition of an old one:
    /// nothing tells it from that.
    /// </summary>
    public static bool IsUpTo(DateTimeOffset? erasedAt, JsonElement json) => erasedAt is { } at && !(LatestIn(json) > at);

    /// <summary>
    /// The latest instant in it, of a message or an order; null where it has none. What it says of the client is older than the event,
    /// and does not count.
    /// </summary>
    private static DateTimeOffset? LatestIn(JsonElement json, string? property = null) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().Where(child => !child.NameEquals("client"u8)).Max(child => LatestIn(child.Value, child.Name)),
        JsonValueKind.Array => json.EnumerateArray().Max(child => LatestIn(child, property)),
        JsonValueKind.Number when property is "createdAt" && Instant.TryRead(json, out var milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds),
        JsonValueKind.String when property is "createdAt" or "occurredAt" or "at" && json.TryGetDateTimeOffset(out var instant) => instant,
        _ => null,
    };
}
