using System.Globalization;
using System.Text.RegularExpressions;

namespace ChatraFunctions.Orders.Texts;

/// <summary>In which language somebody is told, by the locale that a shop names.</summary>
internal static partial class Languages
{
    /// <summary>Those of Chatra's widget.</summary>
    public static IReadOnlyList<string> BuiltIn { get; } = ["de", "en", "es", "fr", "it", "nl", "pt", "ru"];

    /// <summary>The languages to try: the exact one, what it is a kind of, then the default. All in lower case.</summary>
    public static IEnumerable<string> Chain(string? locale, string defaultLanguage)
    {
        var language = Normalise(locale);
        while (language is not null)
        {
            yield return language;
            language = language.Contains('-', StringComparison.Ordinal) ? language[..language.LastIndexOf('-')] : null;
        }

        yield return defaultLanguage;
    }

    /// <summary>
    /// <c>pt-br</c> of <c>pt-BR</c>, and of <c>pt_BR.UTF-8</c> as PHP's shops have it; null of what is no locale at all.
    /// </summary>
    public static string? Normalise(string? locale)
    {
        var tag = locale?.Split('.', '@')[0].Replace('_', '-').ToLowerInvariant();
        return tag is not null && Tag().IsMatch(tag) ? tag : null;
    }

    /// <summary>How numbers are written for somebody of this locale in a text of that language: a Swiss reads German with Swiss numbers.</summary>
    public static CultureInfo CultureOf(string language, string? locale)
    {
        var own = Chain(locale, language).TakeWhile(tag => tag.StartsWith(language + "-", StringComparison.Ordinal));
        return own.Append(language).Select(Find).FirstOrDefault(culture => culture is not null) ?? CultureInfo.InvariantCulture;
    }

    /// <summary>Null for a culture that nothing is known of: its numbers would be nobody's.</summary>
    private static CultureInfo? Find(string name)
    {
        try
        {
            return CultureInfo.GetCultureInfo(name, predefinedOnly: true);
        }
        catch (CultureNotFoundException)
        {
            return null;
        }
    }

    [GeneratedRegex("^[a-z]{2,3}(-[a-z0-9]{1,8}){0,4}\\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Tag();
}
