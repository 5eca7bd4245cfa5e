using System.Text.Json;
using System.Text.Json.Serialization;

namespace Chatra.Api;

/// <summary>Chatra's times: whole milliseconds since 1970 in UTC.</summary>
internal sealed class UnixMilliseconds : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return DateTimeOffset.FromUnixTimeMilliseconds(reader.TryGetInt64(out var milliseconds) ? milliseconds : Integer(ref reader));
        }
        catch (Exception exception) when (exception is ArgumentOutOfRangeException or OverflowException)
        {
            throw new JsonException("Not a time in milliseconds.", exception);
        }
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value.ToUnixTimeMilliseconds());

    /// <summary>Also <c>1.5e12</c> and <c>15.0</c>: some JSON writers spell integers so.</summary>
    private static long Integer(ref Utf8JsonReader reader) =>
        reader.TryGetDecimal(out var number) && number == decimal.Truncate(number)
            ? (long)number
            : throw new JsonException("Not a whole number of milliseconds.");
}
