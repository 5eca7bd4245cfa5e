using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;

namespace ChatraFunctions.Storage;

/// <summary>
/// Rows with strings of any length, in a table whose string properties hold 32,768 UTF-16 units and whose entities hold 1 MiB. A
/// long string <c>Text</c> goes on in <c>Text2</c>, <c>Text3</c>…; a row too long for one entity goes on in rows
/// <c>{RowKey}!~{tag}-{n}</c>, which its column <c>Continued</c> names as <c>{tag}-{count}</c>. The tag follows from what those
/// rows hold, so rows of another content never overwrite them: whoever writes the parts first and the main row after them
/// leaves a readable row behind at any moment. No column's name may end in a digit.
/// </summary>
internal static class LongRow
{
    /// <summary>In a row's key: what follows is the name of a part. An escaped id has no <c>!~</c>.</summary>
    public const string PartMark = "!~";

    private const string Continued = "Continued";
    private const int MaxUnits = 32_768;
    private const int MaxEntityBytes = 900 * 1024;
    private const int MaxProperties = 200;

    /// <summary>The rows to write: the main one, then the parts that it names.</summary>
    public static IReadOnlyList<TableEntity> Pack(TableEntity row)
    {
        var rows = new List<TableEntity> { new(row.PartitionKey, row.RowKey) };
        var bytes = 0;
        foreach (var (name, value) in Pieces(row))
        {
            var size = RowSize.InEntity(name, value);
            if (bytes + size > MaxEntityBytes || rows[^1].Count >= MaxProperties)
            {
                rows.Add(new TableEntity(row.PartitionKey, row.RowKey));
                bytes = 0;
            }

            rows[^1][name] = value;
            bytes += size;
        }

        if (rows.Count > 1)
            NameParts(rows);

        return rows;
    }

    /// <summary>The keys of the parts that a main row names.</summary>
    public static IEnumerable<string> PartsOf(TableEntity main)
    {
        if (main.GetString(Continued) is not { } continued)
            return [];

        var dash = continued.LastIndexOf('-');
        var count = int.Parse(continued.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture);
        return Enumerable.Range(1, count).Select(number => PartKey(main.RowKey, continued[..dash], number));
    }

    /// <summary>The row as it was before <see cref="Pack"/>, with the main row's ETag.</summary>
    /// <param name="main">The main row.</param>
    /// <param name="parts">The rows of <see cref="PartsOf"/>, in their order.</param>
    public static TableEntity Join(TableEntity main, IEnumerable<TableEntity> parts)
    {
        var columns = parts.Prepend(main).SelectMany(ColumnsOf).ToDictionary(StringComparer.Ordinal);
        var row = new TableEntity(main.PartitionKey, main.RowKey) { ETag = main.ETag };
        foreach (var (name, value) in columns)
        {
            if (!char.IsAsciiDigit(name[^1]) && name != Continued)
                row[name] = columns.ContainsKey(name + "2") ? Text(columns, name) : value;
        }

        return row;
    }

    /// <summary>A row's own columns: those that are neither keys nor written by the service.</summary>
    public static IEnumerable<KeyValuePair<string, object>> ColumnsOf(TableEntity row) =>
        row.Where(column => column.Key is not ("PartitionKey" or "RowKey" or "Timestamp" or "odata.etag") && column.Value is not null);

    /// <summary>Short columns come first, so that they stand in the main row wherever they fit.</summary>
    private static IEnumerable<KeyValuePair<string, object>> Pieces(TableEntity row) =>
        ColumnsOf(row).OrderBy(column => IsLong(column.Value)).SelectMany(column => IsLong(column.Value)
            ? Cut((string)column.Value).Select((piece, index) => KeyValuePair.Create<string, object>(PieceName(column.Key, index + 1), piece))
            : [column]);

    private static bool IsLong(object value) => value is string { Length: > MaxUnits };

    /// <summary>Never between the halves of a surrogate pair: a half is no text that the service takes.</summary>
    private static IEnumerable<string> Cut(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var length = Math.Min(MaxUnits, text.Length - start);
            if (start + length < text.Length && char.IsHighSurrogate(text[start + length - 1]))
                length--;

            yield return text.Substring(start, length);
            start += length;
        }
    }

    private static string Text(Dictionary<string, object> columns, string name)
    {
        var text = new StringBuilder();
        for (var number = 1; columns.TryGetValue(PieceName(name, number), out var piece); number++)
            text.Append((string)piece);

        return text.ToString();
    }

    private static void NameParts(List<TableEntity> rows)
    {
        var tag = TagOf(rows.Skip(1));
        rows[0][Continued] = string.Create(CultureInfo.InvariantCulture, $"{tag}-{rows.Count - 1}");
        for (var number = 1; number < rows.Count; number++)
            rows[number].RowKey = PartKey(rows[0].RowKey, tag, number);
    }

    /// <summary>16 hexadecimal digits of a SHA-256: short enough for a key, and two contents of one row never meet.</summary>
    private static string TagOf(IEnumerable<TableEntity> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, value) in parts.SelectMany(ColumnsOf))
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{name}={value}\n")));

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
    }

    private static string PartKey(string rowKey, string tag, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{rowKey}{PartMark}{tag}-{number}");

    private static string PieceName(string column, int number) =>
        number == 1 ? column : column + number.ToString(CultureInfo.InvariantCulture);
}
