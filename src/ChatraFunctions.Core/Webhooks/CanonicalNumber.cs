using System.Globalization;

namespace ChatraFunctions.Webhooks;

/// <summary>One spelling for each number, with all its digits: <c>1500</c>, <c>1.5e3</c> and <c>1500.0</c> are <c>15e2</c>.</summary>
internal static class CanonicalNumber
{
    /// <param name="json">A number as JSON spells it.</param>
    public static string Of(string json)
    {
        var mark = json.AsSpan().IndexOfAny('e', 'E');
        var mantissa = mark < 0 ? json : json[..mark];
        if (!TryReadExponent(mark < 0 ? "0" : json[(mark + 1)..], out var exponent))
            return json;

        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var fraction = point < 0 ? 0 : mantissa.Length - point - 1;
        var all = mantissa.Replace(".", "", StringComparison.Ordinal).TrimStart('-').TrimStart('0');
        var digits = all.TrimEnd('0');
        if (digits.Length == 0)
            return "0";

        var sign = mantissa[0] == '-' ? "-" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{digits}e{exponent - fraction + all.Length - digits.Length}");
    }

    /// <summary>No exponent past nine digits is anything but hostile; such a number keeps its spelling.</summary>
    private static bool TryReadExponent(string text, out long exponent)
    {
        exponent = 0;
        return text.Length <= 10 && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent);
    }
}
