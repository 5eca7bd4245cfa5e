using System.Text.Encodings.Web;
using Azure.Data.Tables;

namespace ChatraFunctions.Storage;

/// <summary>Upper bounds of what rows weigh: an entity may have 1 MiB, the body of a transaction 4 MiB.</summary>
internal static class RowSize
{
    /// <summary>Headers of a transaction's part, the address, and the JSON around the columns.</summary>
    private const int Frame = 1_024;

    /// <summary>Bytes of a transaction's body.</summary>
    public static int OnTheWire(TableEntity row) =>
        Frame + (2 * Escaped(row.PartitionKey)) + (2 * Escaped(row.RowKey)) + LongRow.ColumnsOf(row).Sum(column => OnTheWire(column.Key, column.Value));

    /// <summary>
    /// Bytes that a column takes of its entity's size: the service counts strings in UTF-16, Azurite counts the JSON.
    /// </summary>
    public static int InEntity(string name, object value) =>
        Math.Max(OnTheWire(name, value), 8 + (2 * name.Length) + (value is string text ? (2 * text.Length) + 4 : 16));

    private static int OnTheWire(string name, object value) => 48 + (2 * name.Length) + (value is string text ? Escaped(text) : 40);

    /// <summary>The client writes a character that is special in JSON or beyond ASCII as <c>\uXXXX</c>.</summary>
    private static int Escaped(string text)
    {
        var bytes = 0;
        foreach (var unit in text)
            bytes += char.IsAscii(unit) && !JavaScriptEncoder.Default.WillEncode(unit) ? 1 : 6;

        return bytes;
    }
}
