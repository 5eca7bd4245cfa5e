using System.Security.Cryptography;
using System.Text;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using ChatraFunctions.OperatorConsole;

namespace ChatraFunctions.Core.Tests.OperatorConsole;

/// <summary>The console's page as it is sent: whole in itself, under a policy that lets nothing but its own script run.</summary>
public sealed class ConsolePageTests
{
    private static readonly IHtmlDocument Page = new HtmlParser().ParseDocument(ConsolePage.Html);

    private static readonly Dictionary<string, string> Directives = ConsolePage.Policy.Split("; ")
        .Select(directive => directive.Split(' ', 2)).ToDictionary(parts => parts[0], parts => parts[1]);

    [Fact]
    public void Policy_forbids_everything_but_the_page_s_own_script_and_style_and_this_app() => Directives.ShouldBe(
        new Dictionary<string, string>
        {
            ["default-src"] = "'none'",
            ["script-src"] = HashOf(Page.QuerySelector("script")!.TextContent),
            ["style-src"] = HashOf(Page.QuerySelector("style")!.TextContent),
            ["img-src"] = "data:",
            ["connect-src"] = "'self'",
            ["base-uri"] = "'none'",
            ["form-action"] = "'none'",
            ["frame-ancestors"] = "'none'",
            ["require-trusted-types-for"] = "'script'",
            ["trusted-types"] = "'none'",
        },
        ignoreOrder: true);

    [Theory]
    [InlineData("X-Content-Type-Options", "nosniff")]
    [InlineData("Referrer-Policy", "no-referrer")]
    [InlineData("Cache-Control", "no-store")]
    [InlineData("Cross-Origin-Opener-Policy", "same-origin")]
    [InlineData("Cross-Origin-Resource-Policy", "same-origin")]
    public void It_is_not_kept_not_guessed_at_and_not_shared(string name, string value) => ConsolePage.Headers.ShouldContain((name, value));

    [Fact]
    public void Policy_is_sent_with_it() => ConsolePage.Headers.ShouldContain(("Content-Security-Policy", ConsolePage.Policy));

    [Fact]
    public void It_has_one_script_and_one_style_and_nothing_from_elsewhere()
    {
        Page.QuerySelectorAll("script").Length.ShouldBe(1);
        Page.QuerySelectorAll("style").Length.ShouldBe(1);
        var attributes = Page.QuerySelectorAll("*").SelectMany(element => element.Attributes).ToList();
        attributes.ShouldNotContain(attribute => attribute.Name.StartsWith("on", StringComparison.Ordinal) || attribute.Name == "style" || attribute.Name == "src");
        attributes.Where(attribute => attribute.Name == "href").ShouldAllBe(attribute => attribute.Value.StartsWith('#') || attribute.Value == "data:,");
        ConsolePage.Html.ShouldNotContain("//cdn");
        ConsolePage.Html.ShouldNotContain("@import");
    }

    [Theory]
    [InlineData("innerHTML")]
    [InlineData("outerHTML")]
    [InlineData("insertAdjacentHTML")]
    [InlineData("document.write")]
    [InlineData("DOMParser")]
    [InlineData("eval(")]
    [InlineData("Function(")]
    [InlineData("localStorage")]
    [InlineData("document.cookie")]
    [InlineData("?code=")]
    [InlineData("http://")]
    [InlineData("https://")]
    public void Its_script_has_no_way_to_make_markup_or_to_give_the_key_away(string means) => Page.QuerySelector("script")!.TextContent.ShouldNotContain(means);

    [Fact]
    public void Every_form_control_has_a_label() => Page.QuerySelectorAll("input, select, textarea")
        .ShouldAllBe(control => Page.QuerySelector($"label[for={control.Id}]") != null);

    private static string HashOf(string text) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";
}
