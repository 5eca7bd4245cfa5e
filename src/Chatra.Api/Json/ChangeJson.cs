using System.Text.Json;
using System.Text.Json.Serialization;

namespace Chatra.Api;

/// <summary>Null removes; what is kept is never written (<see cref="ClientChanges"/> leaves it out).</summary>
internal sealed class ChangeJson : JsonConverter<Change>
{
    public override Change Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Changes are only sent.");

    public override void Write(Utf8JsonWriter writer, Change value, JsonSerializerOptions options)
    {
        if (value.Value is { } text)
            writer.WriteStringValue(text);
        else
            writer.WriteNullValue();
    }
}
