using System.Globalization;
using System.Text.Json;

namespace Azure.Data.Tables.Entities;

/// <summary>An entity out of the JSON of an answer.</summary>
internal static class EntityReader
{
    private const string AnnotationPrefix = "odata.";

    public static T Read<T>(JsonElement json)
        where T : class, ITableEntity
    {
        var properties = Properties(json);
        if (typeof(T) == typeof(TableEntity))
            return (T)(object)new TableEntity(properties);

        var entity = Activator.CreateInstance<T>();
        foreach (var member in EntityMember.Of(typeof(T)))
        {
            if (properties.TryGetValue(member.Name, out var value))
                member.Write(entity, value);
        }

        return entity;
    }

    private static Dictionary<string, object> Properties(JsonElement json)
    {
        var properties = new Dictionary<string, object>();
        foreach (var property in json.EnumerateObject().Where(property => IsProperty(property.Name)))
        {
            var type = json.TryGetProperty(property.Name + PropertyNames.TypeSuffix, out var annotation)
                ? annotation.GetString()
                : null;
            // The service does not annotate its own.
            type ??= property.Name == PropertyNames.Timestamp ? EdmType.DateTime : null;
            properties[property.Name] = Value(property.Value, type);
        }

        return properties;
    }

    private static bool IsProperty(string name) =>
        name == PropertyNames.ETag
        || (
            !name.EndsWith(PropertyNames.TypeSuffix, StringComparison.Ordinal)
            && !name.StartsWith(AnnotationPrefix, StringComparison.Ordinal));

    private static object Value(JsonElement json, string type) => (json.ValueKind, type) switch
    {
        (JsonValueKind.Null, _) => null,
        (JsonValueKind.True, _) => true,
        (JsonValueKind.False, _) => false,
        (JsonValueKind.String, EdmType.Int64) => long.Parse(json.GetString()!, CultureInfo.InvariantCulture),
        (JsonValueKind.String, EdmType.DateTime) => DateTimeOffset.Parse(
            json.GetString()!,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal),
        (JsonValueKind.String, EdmType.Guid) => json.GetGuid(),
        (JsonValueKind.String, EdmType.Binary) => json.GetBytesFromBase64(),
        // NaN, Infinity and -Infinity have no JSON number.
        (JsonValueKind.String, EdmType.Double) => double.Parse(json.GetString()!, CultureInfo.InvariantCulture),
        (JsonValueKind.String, _) => json.GetString(),
        (JsonValueKind.Number, not EdmType.Double) when json.TryGetInt32(out var number) => number,
        (JsonValueKind.Number, not EdmType.Double) when json.TryGetInt64(out var number) => number,
        (JsonValueKind.Number, _) => json.GetDouble(),
        _ => throw new NotSupportedException($"Not supported JSON value kind {json.ValueKind}"),
    };
}
