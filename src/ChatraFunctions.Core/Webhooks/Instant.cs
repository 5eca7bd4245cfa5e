using System.Text.Json;

namespace ChatraFunctions.Webhooks;

/// <summary>Chatra's times: whole milliseconds since 1970 in UTC.</summary>
internal static class Instant
{
    /// <summary>The last millisecond of the year 9999, where a table's date column ends.</summary>
    public const long Max = 253_402_300_799_999;

    public static bool TryRead(JsonElement value, out long milliseconds)
    {
        milliseconds = 0;
        return value.ValueKind is JsonValueKind.Number && TryReadInteger(value, out milliseconds) && milliseconds is >= 0 and <= Max;
    }

    /// <summary>Also takes <c>1.5e12</c> and <c>15.0</c>: some JSON writers spell integers so.</summary>
    private static bool TryReadInteger(JsonElement value, out long integer)
    {
        if (value.TryGetInt64(out integer))
            return true;

        if (!value.TryGetDecimal(out var number) || number != decimal.Truncate(number) || number is < 0 or > Max)
            return false;

        integer = (long)number;
        return true;
    }
}
