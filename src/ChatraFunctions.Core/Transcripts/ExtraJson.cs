using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ChatraFunctions.Transcripts;

/// <summary>Properties without a column of their own, together in one JSON object, with their values as they came.</summary>
internal static class ExtraJson
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>Null where there are none: a column without a value is absent.</returns>
    public static string? Of(IReadOnlyCollection<KeyValuePair<string, string>> rawValues)
    {
        if (rawValues.Count == 0)
            return null;

        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            foreach (var (name, rawValue) in rawValues)
            {
                json.WritePropertyName(name);
                json.WriteRawValue(rawValue, skipInputValidation: true);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static string? Of(IEnumerable<JsonProperty> properties) =>
        Of([.. properties.Select(property => KeyValuePair.Create(property.Name, property.Value.GetRawText()))]);

    /// <summary>The names and raw values again.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Read(string? extra)
    {
        if (extra is null)
            return [];

        using var document = JsonDocument.Parse(extra, Requests.JsonBody.Stored);
        return [.. document.RootElement.EnumerateObject().Select(property => KeyValuePair.Create(property.Name, property.Value.GetRawText()))];
    }
}
