using System.Collections;
using System.Reflection;
using System.Text.Json;

namespace Chatra.Api.Tests.Fixtures;

/// <summary>What models have put aside as not known to them, however deep.</summary>
internal static class Unknown
{
    public static IReadOnlyList<string> In(object? model) => model switch
    {
        null or string or JsonElement or IReadOnlyDictionary<string, JsonElement> => [],
        IEnumerable list => [.. list.Cast<object?>().SelectMany(In)],
        _ when model.GetType().Assembly == typeof(ChatraClient).Assembly => [.. OfRecord(model)],
        _ => [],
    };

    private static IEnumerable<string> OfRecord(object record)
    {
        foreach (var property in record.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var value = property.GetValue(record);
            if (property.Name == "Unknown")
            {
                foreach (var name in (value as IDictionary<string, JsonElement>)?.Keys ?? [])
                    yield return $"{record.GetType().Name}: {name}";
            }
            else
            {
                foreach (var name in In(value))
                    yield return name;
            }
        }
    }
}
