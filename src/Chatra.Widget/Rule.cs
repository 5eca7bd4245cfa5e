using System.Globalization;
using System.Text.RegularExpressions;

namespace Chatra.Widget;

/// <summary>The documented rules (<see href="https://chatra.com/help/api/"/>), and how a breach of one is told.</summary>
internal static partial class Rule
{
    public const string Positive = "a positive whole number";
    public const string Whole = "a whole number";
    public const string Boolean = "true or false";
    public const string Color = "a color in #fff or #ffffff format";
    public const string Text = "a text that is not empty";
    public const string Counter = "the digits of a counter's id, such as 12345678";
    public const string Secret =
        "the customer's secret random string, without spaces, and nothing that others know, such as an id, a name or an e-mail address";

    /// <summary>Digits of that many are an id more likely than a secret.</summary>
    private const int LeastDigits = 16;

    public static int? AtLeast(string name, int? value, int least, string? rule = null) =>
        value < least ? throw Refuse(name, rule ?? AtLeast(least), value) : value;

    public static string AtLeast(int least) => $"a whole number of at least {least}";

    public static string? NotEmpty(string name, string? value) => string.IsNullOrWhiteSpace(value) && value is not null ? throw Refuse(name, Text, value) : value;

    public static string? Matching(string name, string? value, Regex pattern, string rule) =>
        value is not null && !pattern.IsMatch(value) ? throw Refuse(name, rule, value) : value;

    public static string? IsColor(string name, string? value) => Matching(name, value, ColorPattern(), Color);

    public static string? IsCounter(string name, string? value) => Matching(name, value, Digits(), Counter);

    /// <summary>No length and no alphabet is documented: what others plainly know is refused, and what has white space, as names have.</summary>
    public static string? IsSecret(string name, string? value) =>
        value is not null && (value.Length == 0 || value.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter)) || IsKnownToOthers(value))
            ? throw Refuse(name, Secret, value)
            : value;

    public static int ReadNumber(string name, string text, string rule) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw Refuse(name, rule, text);

    public static bool ReadBoolean(string name, string text) => bool.TryParse(text, out var value) ? value : throw Refuse(name, Boolean, text);

    public static ChatraWidgetException Refuse(string name, string rule, object? value) => new(name, rule, KindOf(value));

    private static bool IsKnownToOthers(string value) => EmailAddress().IsMatch(value) || (value.Length < LeastDigits && value.All(char.IsAsciiDigit));

    /// <summary>Texts by their length only: who reads the message need not know the secret.</summary>
    private static string KindOf(object? value) => value switch
    {
        null => "null",
        "" => "an empty text",
        string text => string.Create(CultureInfo.InvariantCulture, $"a text of {text.Length} characters"),
        bool => "a boolean",
        double number when !double.IsFinite(number) => "a number that is none",
        Enum undefined => string.Create(CultureInfo.InvariantCulture, $"the number {undefined:D}, which is no {undefined.GetType().Name}"),
        Uri { IsAbsoluteUri: false } => "a relative address",
        Uri address => $"an address with {address.Scheme}:",
        IFormattable number => $"the number {number.ToString(null, CultureInfo.InvariantCulture)}",
        _ => "something else",
    };

    [GeneratedRegex(@"^#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex ColorPattern();

    /// <summary>As HTML has it, 4.10.5.1.5, with a domain of two parts or more.</summary>
    [GeneratedRegex(@"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex EmailAddress();

    [GeneratedRegex(@"^[0-9]{1,20}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Digits();
}
