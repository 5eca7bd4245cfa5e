using System.Globalization;
using Azure.Data.Tables;

namespace ChatraFunctions.Storage;

/// <summary>
/// Strings longer than a property holds (32,768 UTF-16 units), in pieces: <c>Text</c>, <c>Text2</c>, <c>Text3</c>… A piece never
/// ends within a surrogate pair, which the service could not store.
/// </summary>
internal static class LongText
{
    public const int MaxPiece = 32_768;

    public static void Set(TableEntity row, string column, string? text)
    {
        var number = 1;
        foreach (var piece in Pieces(text))
            row[Name(column, number++)] = piece;
    }

    public static string? Get(TableEntity row, string column)
    {
        if (row.GetString(column) is not { } first)
            return null;

        var text = first;
        for (var number = 2; row.GetString(Name(column, number)) is { } piece; number++)
            text += piece;

        return text;
    }

    private static IEnumerable<string> Pieces(string? text)
    {
        for (var rest = text; rest is not null;)
        {
            var length = Math.Min(rest.Length, MaxPiece);
            if (length < rest.Length && char.IsHighSurrogate(rest[length - 1]))
                length--;

            yield return rest[..length];
            rest = length < rest.Length ? rest[length..] : null;
        }
    }

    private static string Name(string column, int number) =>
        number == 1 ? column : column + number.ToString(CultureInfo.InvariantCulture);
}
