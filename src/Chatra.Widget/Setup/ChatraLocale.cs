using System.Collections;
using System.Text.Json;

namespace Chatra.Widget;

/// <summary>
/// Texts of the widget in place of its own, in the structure of Chatra's locale file: texts, and groups of them. A text may be a group of one
/// for each language (<c>{ "en": "Message...", "fr": "…" }</c>). Keys that begin with <c>_</c> are protected, and refused.
/// </summary>
/// <example><code>
/// new ChatraLocale { { "name", "Nome" }, { "chat", new ChatraLocale { { "send", "Invia" } } } }
/// </code></example>
public sealed class ChatraLocale : IEnumerable<KeyValuePair<string, object>>
{
    private const string Setting = "locale";
    private const string Structure = "an object of texts and of such objects, with keys that do not begin with _";

    private readonly OrderedDictionary<string, object> _texts = new(StringComparer.Ordinal);

    /// <summary>Reads one from its JSON.</summary>
    /// <param name="json">An object of texts and of objects.</param>
    /// <exception cref="ChatraWidgetException">It is anything else.</exception>
    public static ChatraLocale Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return Read(document.RootElement, json);
        }
        catch (JsonException)
        {
            throw Rule.Refuse(Setting, Structure, json);
        }
    }

    /// <summary>A text.</summary>
    /// <param name="key">Its key in the locale file.</param>
    /// <param name="text">What is shown in its place.</param>
    /// <exception cref="ChatraWidgetException">The key is protected, empty, or there already.</exception>
    public void Add(string key, string text) => Put(key, text);

    /// <summary>A group of texts.</summary>
    /// <param name="key">Its key in the locale file.</param>
    /// <param name="texts">The texts.</param>
    /// <exception cref="ChatraWidgetException">The key is protected, empty, or there already.</exception>
    public void Add(string key, ChatraLocale texts) => Put(key, texts);

    /// <summary>Texts (<see cref="string"/>) and groups (<see cref="ChatraLocale"/>) in the order in which they were added.</summary>
    public IEnumerator<KeyValuePair<string, object>> GetEnumerator() => _texts.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach (var (key, value) in _texts)
        {
            json.WritePropertyName(key);
            if (value is ChatraLocale group)
                group.WriteTo(json);
            else
                json.WriteStringValue((string)value);
        }

        json.WriteEndObject();
    }

    private static ChatraLocale Read(JsonElement element, string whole)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw Rule.Refuse(Setting, Structure, whole);

        var locale = new ChatraLocale();
        foreach (var property in element.EnumerateObject())
            locale.Put(property.Name, property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString()! : Read(property.Value, whole));

        return locale;
    }

    private void Put(string key, object? value)
    {
        if (string.IsNullOrEmpty(key) || key.StartsWith('_'))
            throw Rule.Refuse(Setting, Structure, key);
        if (value is null || !_texts.TryAdd(key, value))
            throw Rule.Refuse($"{Setting}.{key}", "a text or an object, once", value);
    }
}
