using System.Globalization;
using System.Text.Json;

namespace Azure.Data.Tables.Entities;

/// <summary>An entity as the JSON of a request: every property whose type JSON cannot tell is followed by its Edm type.</summary>
internal static class EntityWriter
{
    /// <summary>A table keeps 100 ns.</summary>
    private const string InstantFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    /// <exception cref="NotSupportedException">
    /// A value is of a type that a table does not have, or a DateTime is not in UTC.
    /// </exception>
    /// <exception cref="ArgumentException">A double is infinite.</exception>
    public static byte[] Write(ITableEntity entity)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var (name, value) in Properties(entity))
                Write(json, name, value);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static IEnumerable<KeyValuePair<string, object>> Properties(ITableEntity entity) =>
        entity is IDictionary<string, object> properties
            ? properties.Where(property => !PropertyNames.IsReadOnly(property.Key))
            : EntityMember.Of(entity.GetType())
                .Where(member => !PropertyNames.IsReadOnly(member.Name))
                .Select(member => member.Read(entity));

    private static void Write(Utf8JsonWriter json, string name, object value)
    {
        switch (value)
        {
            case null: json.WriteNull(name); break;
            case string text: json.WriteString(name, text); break;
            case bool flag: json.WriteBoolean(name, flag); break;
            case int number: json.WriteNumber(name, number); break;
            case long number: WriteTyped(json, name, number.ToString(CultureInfo.InvariantCulture), EdmType.Int64); break;
            case DateTimeOffset instant: WriteTyped(json, name, Instant(instant.UtcDateTime), EdmType.DateTime); break;
            case DateTime instant: WriteTyped(json, name, Instant(instant), EdmType.DateTime); break;
            case Guid guid: WriteTyped(json, name, guid.ToString(), EdmType.Guid); break;
            case byte[] bytes: WriteTyped(json, name, Convert.ToBase64String(bytes), EdmType.Binary); break;
            case BinaryData data: WriteTyped(json, name, Convert.ToBase64String(data), EdmType.Binary); break;
            case double.NaN: WriteTyped(json, name, "NaN", EdmType.Double); break;
            case double number:
                json.WriteNumber(name, number);
                json.WriteString(name + PropertyNames.TypeSuffix, EdmType.Double);
                break;
            default: throw new NotSupportedException($"Not supported type {value.GetType()}");
        }
    }

    private static void WriteTyped(Utf8JsonWriter json, string name, string value, string type)
    {
        json.WriteString(name, value);
        json.WriteString(name + PropertyNames.TypeSuffix, type);
    }

    private static string Instant(DateTime instant) => instant.Kind == DateTimeKind.Utc
        ? instant.ToString(InstantFormat, CultureInfo.InvariantCulture)
        : throw new NotSupportedException($"DateTime {instant} has a Kind of {instant.Kind}. Azure SDK requires it to be UTC.");
}
