using System.Globalization;

namespace Azure.Data.Tables.Queries;

/// <summary>OData literals; see https://learn.microsoft.com/rest/api/storageservices/querying-tables-and-entities.</summary>
internal static class QueryFilter
{
    public static string From(FormattableString filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return string.Format(CultureInfo.InvariantCulture, filter.Format, [.. filter.GetArguments().Select(Literal)]);
    }

    private static object Literal(object value, int index) => value switch
    {
        null => "null",
        string text => Quoted(text),
        char character => Quoted(character.ToString()),
        bool flag => flag ? "true" : "false",
        long number => $"{number.ToString(CultureInfo.InvariantCulture)}L",
        sbyte or byte or short or ushort or int or uint or float or double =>
            ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        DateTimeOffset instant => Instant(instant.UtcDateTime),
        DateTime instant => Instant(instant.ToUniversalTime()),
        Guid guid => $"guid'{guid}'",
        byte[] bytes => $"X'{Convert.ToHexString(bytes)}'",
        BinaryData data => $"X'{Convert.ToHexString(data)}'",
        _ => throw new ArgumentException(
            $"Unable to convert argument {index} from type {value.GetType().Name} to an OData literal.",
            nameof(value)),
    };

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Instant(DateTime instant) =>
        $"datetime'{instant.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture)}'";
}
