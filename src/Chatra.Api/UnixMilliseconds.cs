using System.Text.Json;
using System.Text.Json.Serialization;

namespace Chatra.Api;

/// <summary>Chatra's times: milliseconds since 1970 in UTC.</summary>
internal sealed class UnixMilliseconds : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64());
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw new JsonException("Not a time in milliseconds.", exception);
        }
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value.ToUnixTimeMilliseconds());
}
