using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Azure.Data.Tables;

namespace ChatraFunctions.Orders;

/// <summary>
/// Columns that do not depend on the order in which events come: beside each stands the time of the event that said it, and it gives
/// way only to a later one.
/// </summary>
internal static class LatestFacts
{
    public const string AtSuffix = "At";

    /// <summary>A table knows no time before 1601.</summary>
    public static DateTimeOffset Storable(DateTimeOffset instant) => instant < DateTimeOffset.UnixEpoch ? DateTimeOffset.UnixEpoch : instant;

    /// <returns>Whether that is news.</returns>
    public static bool Learn(TableEntity row, string column, string? value, DateTimeOffset at, Comparison<string>? compare = null)
    {
        if (value is null || !IsLater(row, column, value, at, compare ?? string.CompareOrdinal))
            return false;

        row[column] = value;
        row[column + AtSuffix] = at;
        return true;
    }

    public static bool Learn<T>(TableEntity row, string column, T? value, DateTimeOffset at, JsonTypeInfo<T> json)
        where T : class => Learn(row, column, value is null ? null : JsonSerializer.Serialize(value, json), at);

    public static T? Read<T>(TableEntity row, string column, JsonTypeInfo<T> json)
        where T : class => row.GetString(column) is { } value ? JsonSerializer.Deserialize(value, json) : null;

    /// <summary>Of two at the same instant, one has to be right whichever comes first.</summary>
    private static bool IsLater(TableEntity row, string column, string value, DateTimeOffset at, Comparison<string> compare) =>
        row.GetDateTimeOffset(column + AtSuffix) is not { } known
        || at > known
        || (at == known && compare(value, row.GetString(column)) > 0);
}
