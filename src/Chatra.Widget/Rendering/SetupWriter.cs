using System.Text.Json;

namespace Chatra.Widget;

/// <summary>Writes a set-up: as an object of JavaScript, or as JSON, which has no functions.</summary>
internal static class SetupWriter
{
    public static void WriteJavaScript(Utf8JsonWriter json, ChatraSetup setup) => Write(json, setup, hasFunctions: true);

    public static void WriteJson(Utf8JsonWriter json, ChatraSetup setup) => Write(json, setup, hasFunctions: false);

    /// <summary>What JSON cannot hold, by the name of the setting: names of the page's own.</summary>
    public static IReadOnlyList<(string Setting, string Path)> OfThePage(ChatraSetup setup) =>
    [
        .. SetupField.All.Select(field => (field.Name, Value: Own(field.Get(setup)))).Where(field => field.Value is not null).Select(field => (field.Name, field.Value!.Path)),
    ];

    private static PageName? Own(object? value) => value is InjectTarget target ? target.Node : value as PageName;

    private static void Write(Utf8JsonWriter json, ChatraSetup setup, bool hasFunctions)
    {
        setup.Check();
        json.WriteStartObject();
        foreach (var field in SetupField.All)
        {
            var value = field.Get(setup);
            if (value is null || (!hasFunctions && Own(value) is not null))
                continue;

            json.WritePropertyName(field.Name);
            WriteValue(json, value);
        }

        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, object value)
    {
        switch (value)
        {
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case ChatraColors colors:
                colors.WriteTo(json);
                break;
            case ChatraLocale locale:
                locale.WriteTo(json);
                break;
            case PageName function:
                json.WriteRawValue(function.AsFunction(), skipInputValidation: true);
                break;
            case InjectTarget { Node: { } node }:
                json.WriteRawValue(node.Path, skipInputValidation: true);
                break;
            case InjectTarget target:
                json.WriteStringValue(target.ElementId);
                break;
            default:
                json.WriteStringValue((string)value);
                break;
        }
    }
}
