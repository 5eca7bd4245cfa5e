using System.Globalization;

namespace ChatraFunctions.Orders.Texts;

/// <summary>Amounts as they are written in a language: <c>$1,234.50</c>, <c>1.234,50 €</c>, <c>CHF 1’234.50</c>.</summary>
internal static class Money
{
    private const int UsualDigits = 2;

    /// <summary>
    /// The signs that CLDR, the Unicode Consortium's data, gives currencies outside their own countries; the rest is known by its code.
    /// .NET knows signs by country only, where half the world has a $.
    /// </summary>
    private static readonly Dictionary<string, string> Signs = new(StringComparer.Ordinal)
    {
        ["AUD"] = "A$", ["BRL"] = "R$", ["CAD"] = "CA$", ["CNY"] = "CN¥", ["EUR"] = "€", ["GBP"] = "£", ["HKD"] = "HK$", ["ILS"] = "₪", ["INR"] = "₹",
        ["JPY"] = "¥", ["KRW"] = "₩", ["MXN"] = "MX$", ["NZD"] = "NZ$", ["PHP"] = "₱", ["RUB"] = "₽", ["TRY"] = "₺", ["TWD"] = "NT$", ["UAH"] = "₴",
        ["USD"] = "$", ["VND"] = "₫",
    };

    /// <summary>Currencies that do not have hundredths (ISO 4217).</summary>
    private static readonly Dictionary<string, int> Digits = new[]
    {
        (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"),
        (3, "BHD IQD JOD KWD LYD OMR TND"),
    }.SelectMany(group => group.Item2.Split(' ').Select(code => (code, group.Item1))).ToDictionary(StringComparer.Ordinal);

    /// <summary>With its currency. What is no number is left as the source wrote it.</summary>
    public static string Format(string amount, string? currency, CultureInfo culture)
    {
        var code = currency?.Trim().ToUpperInvariant() is { Length: > 0 } known ? known : null;
        if (!TryRead(amount, out var value))
            return code is null ? amount : $"{amount} {code}";

        var format = (NumberFormatInfo)culture.NumberFormat.Clone();
        format.CurrencyDecimalDigits = DigitsOf(value, code);
        if (code is null)
            return Number(value, format);

        format.CurrencySymbol = Signs.GetValueOrDefault(code, code);
        if (char.IsAsciiLetter(format.CurrencySymbol[^1]))
            Space(format);

        return value.ToString("C", format);
    }

    /// <summary>Without its currency, but with its digits.</summary>
    public static string FormatNumber(string amount, string? currency, CultureInfo culture)
    {
        if (!TryRead(amount, out var value))
            return amount;

        var format = (NumberFormatInfo)culture.NumberFormat.Clone();
        format.CurrencyDecimalDigits = DigitsOf(value, currency?.Trim().ToUpperInvariant());
        return Number(value, format);
    }

    private static bool TryRead(string amount, out decimal value) =>
        decimal.TryParse(amount, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);

    private static string Number(decimal value, NumberFormatInfo format)
    {
        format.NumberDecimalDigits = format.CurrencyDecimalDigits;
        return value.ToString("N", format);
    }

    /// <summary>No digit that the source wrote is rounded away.</summary>
    private static int DigitsOf(decimal value, string? code)
    {
        if (code is null)
            return value.Scale;

        var usual = Digits.GetValueOrDefault(code, UsualDigits);
        var exact = (value / 1.0000000000000000000000000000m).Scale; // Without the zeros at its end.
        return Math.Max(usual, exact);
    }

    /// <summary>Letters do not touch digits: <c>CHF 5</c>, where it would be <c>$5</c>.</summary>
    private static void Space(NumberFormatInfo format)
    {
        (format.CurrencyPositivePattern, format.CurrencyNegativePattern) = format.CurrencyPositivePattern switch
        {
            0 => (2, 9), // $n, -$n: $ n, -$ n
            1 => (3, 8), // n$, -n$: n $, -n $
            var spaced => (spaced, format.CurrencyNegativePattern),
        };
    }
}
