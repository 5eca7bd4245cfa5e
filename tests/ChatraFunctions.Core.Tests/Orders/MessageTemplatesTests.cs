using ChatraFunctions.Orders;

namespace ChatraFunctions.Core.Tests.Orders;

/// <summary>The English default texts, with all there is to say and with next to nothing.</summary>
public sealed class MessageTemplatesTests
{
    private const string Number = "#1001 & <Söhne> 'x' \"y\" {{z}}";

    private static readonly MessageTemplates Templates = new();

    public static TheoryData<OrderKind> Kinds => [.. Enum.GetValues<OrderKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Full_data_gives_a_clean_text(OrderKind kind)
    {
        var text = Templates.Render(Minimal(kind) with
        {
            OrderNumber = "#1001",
            Total = "19.90",
            Currency = "EUR",
            Tracking = new Tracking("9114 5847", "DHL", "https://track.example/9114?a=1&b=2"),
            StatusUrl = "https://shop.example/orders/1001?key=a&b='c'",
        });

        ShouldBeClean(text);
        text.ShouldContain("#1001");
        text.ShouldNotContain("internal-7");
        if (kind == OrderKind.Shipped)
            text.ShouldBe("Your order #1001 has shipped! Here’s your tracking number: 9114 5847 (DHL) https://track.example/9114?a=1&b=2");
        else if (kind != OrderKind.Delivered)
            text.ShouldEndWith("https://shop.example/orders/1001?key=a&b='c'");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Minimal_data_gives_a_clean_text_too(OrderKind kind)
    {
        var text = Templates.Render(Minimal(kind));

        ShouldBeClean(text);
        text.ShouldContain("internal-7");
        text.ShouldNotContain("http");
        text.ShouldNotContain("()");
        text[^1].ShouldBeOneOf('.', '!');
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Nothing_is_escaped_and_nothing_in_the_data_is_a_template(OrderKind kind) =>
        Templates.Render(Minimal(kind) with { OrderNumber = Number }).ShouldContain(Number);

    [Theory]
    [InlineData(null, null, "Your order internal-7 has shipped! Here’s your tracking number: 12")]
    [InlineData("DHL", null, "Your order internal-7 has shipped! Here’s your tracking number: 12 (DHL)")]
    [InlineData(null, "https://t", "Your order internal-7 has shipped! Here’s your tracking number: 12 https://t")]
    public void Tracking_says_what_is_known(string? company, string? url, string expected) =>
        Templates.Render(Minimal(OrderKind.Shipped) with { Tracking = new Tracking("12", company, url) }).ShouldBe(expected);

    [Fact]
    public void Total_needs_no_currency() =>
        Templates.Render(Minimal(OrderKind.Placed) with { Total = "0" }).ShouldBe("Thank you for your order internal-7! We have received it: 0.");

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
