using System.Text.Json;
using ChatraFunctions.Requests;

namespace ChatraFunctions.Transcripts;

/// <summary>
/// Writes one JSON object: a field without a value is left out, and an extra property never repeats a name that was written.
/// </summary>
internal sealed class JsonObjectWriter(Utf8JsonWriter json)
{
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);

    public void Start()
    {
        _written.Clear();
        json.WriteStartObject();
    }

    public void Text(string name, string? value)
    {
        if (value is not null && _written.Add(name))
            json.WriteString(name, value);
    }

    public void Number(string name, int? value)
    {
        if (value is { } number && _written.Add(name))
            json.WriteNumber(name, number);
    }

    /// <summary>Milliseconds since 1970, as Chatra writes times.</summary>
    public void Instant(string name, DateTimeOffset value)
    {
        if (_written.Add(name))
            json.WriteNumber(name, value.ToUnixTimeMilliseconds());
    }

    public void Flag(string name, bool value)
    {
        if (value && _written.Add(name))
            json.WriteBoolean(name, value);
    }

    /// <summary>As it came, but on one line: a sender may have broken its JSON into many, and an export has a chat on each.</summary>
    public void Raw(string name, string? value)
    {
        if (value is null || !_written.Add(name))
            return;

        json.WritePropertyName(name);
        if (!value.AsSpan().ContainsAny('\n', '\r'))
        {
            json.WriteRawValue(value, skipInputValidation: true);
            return;
        }

        using var document = JsonDocument.Parse(value, JsonBody.Stored);
        document.RootElement.WriteTo(json);
    }

    /// <summary>Reserves a name for what is written by other means.</summary>
    public void Name(string name)
    {
        _written.Add(name);
        json.WritePropertyName(name);
    }

    /// <summary>For an object as the value of a field.</summary>
    public JsonObjectWriter Nested() => new(json);

    public void End(string? extra)
    {
        foreach (var (name, value) in ExtraJson.Read(extra))
            Raw(name, value);

        json.WriteEndObject();
    }
}
