using System.Collections.Immutable;
using System.Text.Json;

namespace ChatraFunctions.Outbox;

/// <summary>The history's JSON, <c>[{"at","status","note"?}]</c>, as it is stored and as it is shown.</summary>
internal static class DeliveryHistory
{
    /// <summary>A message that waits out a day of pauses must not grow a row that no longer fits its table.</summary>
    private const int MaxEntries = 200;

    private const int KeptFromTheStart = 10;

    public static ImmutableArray<HistoryEntry> Append(ImmutableArray<HistoryEntry> history, HistoryEntry entry) =>
        history.Length < MaxEntries ? history.Add(entry) : history.RemoveAt(KeptFromTheStart).Add(entry);

    public static string Write(ImmutableArray<HistoryEntry> history) => JsonSerializer.Serialize(history, DeliveryJson.Default.ImmutableArrayHistoryEntry);

    public static ImmutableArray<HistoryEntry> Read(string json) => JsonSerializer.Deserialize(json, DeliveryJson.Default.ImmutableArrayHistoryEntry);
}
