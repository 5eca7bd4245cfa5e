using System.Buffers.Text;

namespace ChatraFunctions.Requests;

/// <summary>
/// Half surrogate pairs such as <c>"\ud83d"</c> are valid JSON, but no .NET string read and no storage service takes them.
/// Senders on JavaScript produce them by cutting a text in the middle of an emoji.
/// </summary>
internal static class LoneSurrogates
{
    private const int EscapeLength = 6;

    /// <summary>Overwrites each lone <c>\uD800</c>..<c>\uDFFF</c> escape with <c>\uFFFD</c>, which has the same length.</summary>
    public static void Replace(Span<byte> json)
    {
        var rest = json;
        for (var at = rest.IndexOf((byte)'\\'); at >= 0; at = rest.IndexOf((byte)'\\'))
        {
            rest = rest[at..];
            rest = rest[Math.Min(ReplaceFirst(rest), rest.Length)..];
        }
    }

    /// <summary>Looks at the escape that <paramref name="json"/> starts with; returns how many bytes are done with.</summary>
    private static int ReplaceFirst(Span<byte> json)
    {
        if (!IsSurrogate(json, out var isHigh))
            return 2;

        if (isHigh && IsSurrogate(json[EscapeLength..], out var secondIsHigh) && !secondIsHigh)
            return 2 * EscapeLength;

        "\\uFFFD"u8.CopyTo(json);
        return EscapeLength;
    }

    private static bool IsSurrogate(ReadOnlySpan<byte> json, out bool isHigh)
    {
        isHigh = false;
        if (json.Length < EscapeLength || !json.StartsWith("\\u"u8)
            || !Utf8Parser.TryParse(json.Slice(2, 4), out ushort unit, out var read, 'x') || read != 4)
            return false;

        isHigh = char.IsHighSurrogate((char)unit);
        return char.IsSurrogate((char)unit);
    }
}
