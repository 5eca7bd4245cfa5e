using System.Globalization;
using ChatraFunctions.Orders;
using ChatraFunctions.Orders.Texts;

namespace ChatraFunctions.Core.Tests.Orders.Texts;

/// <summary>The default texts in all languages, with all there is to say and with next to nothing.</summary>
public sealed class BuiltInTemplatesTests
{
    private const string Number = "#1001 & <Söhne> 'x' \"y\" {{z}}";

    private static readonly BuiltInTemplates Templates = BuiltInTemplates.Instance;

    public static MatrixTheoryData<string, OrderKind> All => new(Languages.BuiltIn, Enum.GetValues<OrderKind>());

    [Fact]
    public void Languages_are_those_of_Chatra_s_widget() =>
        Languages.BuiltIn.ShouldBe(["en", "de", "fr", "es", "nl", "pt", "it", "ru"], ignoreOrder: true);

    [Theory]
    [MemberData(nameof(All))]
    public void Full_data_gives_a_clean_text(string language, OrderKind kind)
    {
        var text = Render(language, Minimal(kind) with
        {
            OrderNumber = "#1001",
            Total = "1219.9",
            Currency = "EUR",
            Tracking = new Tracking("9114 5847", "DHL", "https://track.example/9114?a=1&b=2"),
            StatusUrl = "https://shop.example/orders/1001?key=a&b='c'",
        });

        ShouldBeClean(text);
        text.ShouldContain("#1001");
        text.ShouldNotContain("internal-7");
        if (kind == OrderKind.Shipped)
            text.ShouldEndWith("9114 5847 (DHL) https://track.example/9114?a=1&b=2");
        else if (kind != OrderKind.Delivered)
            text.ShouldEndWith("https://shop.example/orders/1001?key=a&b='c'");
        if (kind is OrderKind.Placed or OrderKind.Refunded)
            text.ShouldContain("€");
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Minimal_data_gives_a_clean_text_too(string language, OrderKind kind)
    {
        var text = Render(language, Minimal(kind));

        ShouldBeClean(text);
        text.ShouldContain("internal-7");
        text.ShouldNotContain("http");
        text.ShouldNotContain("()");
        text[^1].ShouldBeOneOf('.', '!');
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Nothing_is_escaped_and_nothing_in_the_data_is_a_template(string language, OrderKind kind) =>
        Render(language, Minimal(kind) with { OrderNumber = Number }).ShouldContain(Number);

    [Fact]
    public void No_two_of_them_say_the_same()
    {
        var texts = Languages.BuiltIn.SelectMany(language => Enum.GetValues<OrderKind>().Select(kind => Render(language, Minimal(kind))));

        texts.Distinct().Count().ShouldBe(48);
    }

    [Theory]
    [InlineData(null, null, "Your order internal-7 has shipped! Here’s your tracking number: 12")]
    [InlineData("DHL", null, "Your order internal-7 has shipped! Here’s your tracking number: 12 (DHL)")]
    [InlineData(null, "https://t", "Your order internal-7 has shipped! Here’s your tracking number: 12 https://t")]
    public void Tracking_says_what_is_known(string? company, string? url, string expected) =>
        Render("en", Minimal(OrderKind.Shipped) with { Tracking = new Tracking("12", company, url) }).ShouldBe(expected);

    [Fact]
    public void Total_needs_no_currency() =>
        Render("en", Minimal(OrderKind.Placed) with { Total = "0" }).ShouldBe("Thank you for your order internal-7! We have received it: 0.");

    [Theory]
    [InlineData("en", "Thank you for your order internal-7! We have received it: €1,219.90.")]
    [InlineData("de", "Vielen Dank für Ihre Bestellung internal-7! Sie ist bei uns eingegangen: 1.219,90 €.")]
    [InlineData("fr", "Merci pour votre commande internal-7 ! Nous l’avons bien reçue : 1 219,90 €.")]
    [InlineData("nl", "Bedankt voor uw bestelling internal-7! We hebben deze ontvangen: € 1.219,90.")]
    [InlineData("ru", "Спасибо за ваш заказ internal-7! Мы его получили: 1 219,90 €.")]
    public void Money_is_written_as_the_language_does(string language, string expected) =>
        MoneyTests.PlainSpaces(Render(language, Minimal(OrderKind.Placed) with { Total = "1219.9", Currency = "EUR" })).ShouldBe(expected);

    private static string Render(string language, OrderEvent order) =>
        Templates.Find(language, order.Kind).ShouldNotBeNull().Render(order, CultureInfo.GetCultureInfo(language));

    private static OrderEvent Minimal(OrderKind kind) => new() { Source = "cloudevents", Kind = kind, OrderId = "internal-7", OccurredAt = DateTimeOffset.UnixEpoch };

    private static void ShouldBeClean(string text)
    {
        text.ShouldNotBeNullOrWhiteSpace();
        text.ShouldNotContain("{");
        text.ShouldNotContain("}");
        text.ShouldNotContain("  ");
        text.ShouldNotContain(" .");
        text.ShouldNotContain("&amp;");
        text.ShouldNotContain("&#");
        text.ShouldBe(text.Trim());
    }
}
