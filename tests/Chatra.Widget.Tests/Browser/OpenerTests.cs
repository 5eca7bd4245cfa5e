using TestKit.Browser;

namespace Chatra.Widget.Tests.Browser;

/// <summary>"A link with the address #chatraChatExpanded" opens the chat of this page, where there is one.</summary>
public sealed class OpenerTests(BrowserFixture browser, ShopFixture shop)
{
    private const string Links =
        """
        <a id="here" href="#chatraChatExpanded">Chat</a>
        <a id="other" href="#chatraChatExpandedNot">No opener</a>
        """;

    [Fact]
    public async Task Link_of_this_page_opens_the_chat()
    {
        await using var visit = new Visit(browser, shop, new());
        var page = await visit.OpenAsync(body: Links);
        await page.Page.ClickAsync("#other");
        (await page.AttributeAsync("data-chatra-state")).ShouldBe("minimized");

        await page.Page.ClickAsync("#here");

        await page.Part("chat").WaitForAsync();
        visit.ShouldBeWithoutIncidents();
    }

    [Fact]
    public async Task Its_whole_address_is_the_same_link()
    {
        await using var visit = new Visit(browser, shop, new());
        var page = await visit.OpenAsync(body: Links);
        await page.Page.EvaluateAsync("() => { here.href = location.href.split('#')[0] + '#chatraChatExpanded'; }");

        await page.Page.ClickAsync("#here");

        await page.Part("chat").WaitForAsync();
    }

    [Fact]
    public async Task Link_to_another_page_is_followed()
    {
        await using var visit = new Visit(browser, shop, new());
        var other = shop.Serve(new ServedPage("<!doctype html><title>Another page</title>", "default-src 'none'"));
        var page = await visit.OpenAsync(body: $"""<a id="elsewhere" href="{other}#chatraChatExpanded">Another page</a>""");

        await page.Page.ClickAsync("#elsewhere");

        await page.Page.WaitForURLAsync($"{other}#chatraChatExpanded");
    }

    [Fact]
    public async Task Where_it_is_disabled_on_mobile_nothing_opens_nor_changes_the_address()
    {
        await using var visit = new Visit(browser, shop, new() { DisabledOnMobile = true, CustomWidgetButton = "#own" });
        var page = await visit.OpenAsync(body: """<button id="own">Chat</button>""", device: Devices.Phone);

        await page.Page.ClickAsync("#own");
        await page.Page.EvaluateAsync("Chatra('openChat')");

        (await page.AttributeAsync("data-chatra-state")).ShouldBe("minimized");
        (await page.HashAsync()).ShouldBe("");
        visit.ShouldBeWithoutIncidents();
    }
}
