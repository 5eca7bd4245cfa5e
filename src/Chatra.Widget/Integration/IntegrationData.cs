using System.Text.Json;

namespace Chatra.Widget;

/// <summary>Names and their values: texts, numbers, booleans, and null where that removes something.</summary>
internal sealed class IntegrationData
{
    public const string Values = "a String, Number or Boolean; null only in updates";

    /// <summary>The last whole number of which JavaScript knows the next one, too (ECMA-262, 21.1.2.6): beyond it another one would be shown.</summary>
    private const long MaxSafeInteger = 9_007_199_254_740_991;

    private readonly OrderedDictionary<string, object?> _values = new(StringComparer.Ordinal);

    public IEnumerable<string> Names => _values.Keys;

    public string? Text(string name) => _values.TryGetValue(name, out var value) ? value as string : null;

    public void Set(string name, string? text) => Put(name, text ?? throw Rule.Refuse(name, Values, null));

    public void Set(string name, bool value) => Put(name, value);

    public void Set(string name, long number) => Put(name, number is >= -MaxSafeInteger and <= MaxSafeInteger ? number : throw Unsafe(name, number));

    public void Set(string name, double number) => Put(name, double.IsFinite(number) ? number : throw Rule.Refuse(name, "a Number, and a finite one", number));

    public void Set(string name, decimal number) =>
        Put(name, !decimal.IsInteger(number) || number is >= -MaxSafeInteger and <= MaxSafeInteger ? number : throw Unsafe(name, number));

    public void Remove(string name) => Put(name, null);

    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach (var (name, value) in _values)
        {
            json.WritePropertyName(name);
            switch (value)
            {
                case string text:
                    json.WriteStringValue(text);
                    break;
                case bool flag:
                    json.WriteBooleanValue(flag);
                    break;
                case long number:
                    json.WriteNumberValue(number);
                    break;
                case double number:
                    json.WriteNumberValue(number);
                    break;
                case decimal number:
                    json.WriteNumberValue(number);
                    break;
                default:
                    json.WriteNullValue();
                    break;
            }
        }

        json.WriteEndObject();
    }

    private static ChatraWidgetException Unsafe(string name, object number) => Rule.Refuse(name, $"a Number that JavaScript can hold: of {MaxSafeInteger} at most", number);

    /// <summary><c>__proto__</c> in an object literal is no property, but what the object inherits from (ECMA-262, B.3.1).</summary>
    private void Put(string name, object? value) =>
        _values[string.IsNullOrEmpty(name) || name == "__proto__" ? throw Rule.Refuse("a property's name", "a text that is not empty and not __proto__", name) : name] = value;
}
