using ChatraFunctions.Orders.Texts;

namespace ChatraFunctions.Core.Tests.Orders.Texts;

/// <summary>From what shops call a locale to a language and the way it writes numbers.</summary>
public sealed class LanguagesTests
{
    [Theory]
    [InlineData("pt-BR", "pt-br pt en")]
    [InlineData("de", "de en")]
    [InlineData("DE", "de en")]
    [InlineData("de_DE", "de-de de en")]
    [InlineData("de_DE_formal", "de-de-formal de-de de en")]
    [InlineData("fr_CA.UTF-8", "fr-ca fr en")]
    [InlineData("ca@valencia", "ca en")]
    [InlineData("zh-Hant-TW", "zh-hant-tw zh-hant zh en")]
    [InlineData("en", "en en")]
    [InlineData(null, "en")]
    [InlineData("", "en")]
    [InlineData("german!", "en")]
    [InlineData("../../x", "en")]
    public void Exact_locale_then_its_language_then_the_default(string? locale, string expected) =>
        string.Join(' ', Languages.Chain(locale, "en")).ShouldBe(expected);

    [Theory]
    [InlineData("de", "de-CH", "de-CH")]
    [InlineData("de", "de_CH_formal", "de-CH")]
    [InlineData("de", "de", "de")]
    [InlineData("en", "de-CH", "en")]
    [InlineData("en", "xx-YY", "en")]
    [InlineData("de", "de-zz-nowhere", "de")]
    public void Numbers_are_those_of_the_customer_where_the_text_is_in_their_language(string language, string locale, string expected) =>
        Languages.CultureOf(language, locale).Name.ShouldBe(expected);
}
