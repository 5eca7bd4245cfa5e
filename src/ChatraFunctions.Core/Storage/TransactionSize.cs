using System.Text.Encodings.Web;
using Azure.Data.Tables;

namespace ChatraFunctions.Storage;

/// <summary>How many bytes a row takes in a transaction, whose body may have 4 MiB.</summary>
internal static class TransactionSize
{
    /// <summary>Headers of the part, address, names of the keys and JSON around it.</summary>
    private const int Frame = 1_024;

    /// <summary>An upper bound: the client may write a character that is special in JSON or beyond ASCII as <c>\uXXXX</c>.</summary>
    public static int Of(TableEntity row) =>
        Frame + (2 * Of(row.PartitionKey)) + (2 * Of(row.RowKey))
        + LongRow.ColumnsOf(row).Sum(column => 48 + (2 * column.Key.Length) + (column.Value is string text ? Of(text) : 40));

    private static int Of(string text)
    {
        var bytes = 0;
        foreach (var unit in text)
            bytes += char.IsAscii(unit) && !JavaScriptEncoder.Default.WillEncode(unit) ? 1 : 6;

        return bytes;
    }
}
