using System.Globalization;
using ChatraFunctions.Orders.Texts;

namespace ChatraFunctions.Core.Tests.Orders.Texts;

/// <summary>Amounts in a language, from the amounts that shops write.</summary>
public sealed class MoneyTests
{
    /// <summary>Which of the narrow and the protected spaces is used changes with the version of ICU.</summary>
    public static string PlainSpaces(string text) => text.Replace('\u00A0', ' ').Replace('\u202F', ' ');

    [Theory]
    [InlineData("1234.5", "EUR", "en", "€1,234.50")]
    [InlineData("1234.5", "EUR", "en-IE", "€1,234.50")]
    [InlineData("1234.50", "eur", "de", "1.234,50 €")]
    [InlineData("1234.50", "CHF", "de-CH", "CHF 1’234.50")]
    [InlineData("99", "CHF", "en", "CHF 99.00")]
    [InlineData("99", "PLN", "de", "99,00 PLN")]
    [InlineData("99", "CAD", "fr-CA", "99,00 CA$")]
    [InlineData("1234567.89", "USD", "en", "$1,234,567.89")]
    [InlineData("1234.5", "USD", "pt", "$ 1.234,50")]
    [InlineData("1234.5", "RUB", "ru", "1 234,50 ₽")]
    [InlineData("1500.00", "JPY", "en", "¥1,500")]
    [InlineData("1.5", "KWD", "en", "KWD 1.500")]
    [InlineData("-12.5", "EUR", "de", "-12,50 €")]
    [InlineData("-12.5", "CHF", "en", "-CHF 12.50")]
    [InlineData("19.905", "EUR", "en", "€19.905")]
    [InlineData("0", "XXX", "en", "XXX 0.00")]
    public void Amount_is_written_as_the_language_does(string amount, string currency, string culture, string expected) =>
        PlainSpaces(Money.Format(amount, currency, CultureInfo.GetCultureInfo(culture))).ShouldBe(expected);

    [Theory]
    [InlineData("1234.5", "de", "1.234,5")]
    [InlineData("99", "en", "99")]
    [InlineData("19.90", "fr", "19,90")]
    public void Without_a_currency_it_has_the_digits_that_it_came_with(string amount, string culture, string expected) =>
        PlainSpaces(Money.Format(amount, null, CultureInfo.GetCultureInfo(culture))).ShouldBe(expected);

    [Theory]
    [InlineData("about 20")]
    [InlineData("1,234.50")]
    [InlineData("١٢")]
    [InlineData("1e3")]
    [InlineData("")]
    public void What_is_no_amount_is_left_as_it_is(string amount)
    {
        Money.Format(amount, "EUR", CultureInfo.GetCultureInfo("de")).ShouldBe($"{amount} EUR");
        Money.Format(amount, null, CultureInfo.GetCultureInfo("de")).ShouldBe(amount);
        Money.FormatNumber(amount, "EUR", CultureInfo.GetCultureInfo("de")).ShouldBe(amount);
    }

    [Fact]
    public void Number_alone_has_its_currency_s_digits() => Money.FormatNumber("1234.5", "EUR", CultureInfo.GetCultureInfo("de")).ShouldBe("1.234,50");
}
