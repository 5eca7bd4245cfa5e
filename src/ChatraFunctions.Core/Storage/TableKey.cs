using System.Globalization;
using System.Text;

namespace ChatraFunctions.Storage;

/// <summary>
/// Ids as parts of a PartitionKey or RowKey. Table Storage refuses <c>/ \ # ?</c> and control characters there; each becomes
/// <c>!</c> and its UTF-16 unit in four hexadecimal digits, and so does <c>!</c> itself, which makes it reversible.
/// </summary>
public static class TableKey
{
    /// <summary>
    /// Longest id, in UTF-16 units once escaped, that fits a key together with our own prefixes: a key holds 1 KiB, which is 512
    /// units.
    /// </summary>
    public const int MaxLength = 460;

    private const char Mark = '!';

    public static string Escape(string id)
    {
        if (!id.Any(IsIllegal))
            return id;

        var key = new StringBuilder(id.Length + 16);
        foreach (var unit in id)
        {
            if (IsIllegal(unit))
                key.Append(Mark).Append(((int)unit).ToString("X4", CultureInfo.InvariantCulture));
            else
                key.Append(unit);
        }

        return key.ToString();
    }

    public static string Unescape(string key)
    {
        var id = new StringBuilder(key.Length);
        for (var i = 0; i < key.Length; i++)
        {
            if (key[i] == Mark)
            {
                id.Append((char)int.Parse(key.AsSpan(i + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                i += 4;
            }
            else
            {
                id.Append(key[i]);
            }
        }

        return id.ToString();
    }

    /// <summary>Whether an id can be a key: not empty, and short enough once escaped.</summary>
    public static bool Fits(string id) => id.Length is > 0 and <= MaxLength && Escape(id).Length <= MaxLength;

    private static bool IsIllegal(char unit) => unit is '/' or '\\' or '#' or '?' or Mark || char.IsControl(unit);
}
