using System.Text.Json.Nodes;
using ChatraFunctions.Tests.Harness;
using Microsoft.Playwright;
using TestKit.Browser;

namespace ChatraFunctions.Tests.Browser;

/// <summary>The simulator's widget on a shop's page of another origin.</summary>
public sealed class WidgetTests(AppFixture fixture, BrowserFixture browser) : IClassFixture<AppFixture>
{
    private const string Liz = "d9nKoegKSjmCtyK78";

    private App App => fixture.App;

    private SimulatedChatra Chatra => App.Chatra;

    [Fact]
    public async Task Pushed_message_appears_in_the_open_chat()
    {
        await using var watched = await browser.NewPageAsync();
        await using var shop = await OpenAsync(watched.Page, "{ clientId: 'pushed', onNewMessage: message => messages.push(message) }", "Chatra('openChat')");
        await Assertions.Expect(watched.Page.Locator("#chatra [part=chat]")).ToBeVisibleAsync();

        (await App.Api.PostMessageAsync(new JsonObject { ["clientId"] = "pushed", ["text"] = "Your order has shipped!", ["key"] = "widget-pushed" }))
            .ShouldBe(System.Net.HttpStatusCode.Accepted);
        await App.Api.MessageAsync("widget-pushed", "sent");

        await Assertions.Expect(watched.Page.Locator("#chatra [part=message][data-kind=pushed] [part=bubble]")).ToHaveTextAsync("Your order has shipped!");
        (await watched.Page.EvaluateAsync<string>("messages.map(message => `${message.type}: ${message.text}`).join()")).ShouldBe("agent: Your order has shipped!");
        (await watched.Page.GetAttributeAsync("#chatra", "data-chatra-unread")).ShouldBe("0");
        watched.Incidents.ShouldBeEmpty();
    }

    [Fact]
    public async Task Closed_chat_counts_what_was_not_seen_and_opening_it_reads()
    {
        await Chatra.DoAsync($"agents/{Liz}/say", new { clientId = "closed", text = "Before the page" });
        await using var watched = await browser.NewPageAsync();
        await using var shop = await OpenAsync(watched.Page, "{ clientId: 'closed', onNewMessage: message => messages.push(message) }");
        await Chatra.DoAsync($"agents/{Liz}/say", new { clientId = "closed", text = "While it is closed" });
        var badge = watched.Page.Locator("#chatra [part=badge]");
        await Assertions.Expect(badge).ToHaveTextAsync("2");

        await watched.Page.GetByRole(AriaRole.Button, new() { Name = "Chat with us, unread messages: 2" }).ClickAsync();
        await Assertions.Expect(watched.Page.Locator("#chatra [part=bubble]")).ToHaveTextAsync(["Before the page", "While it is closed"]);
        await watched.Page.Locator("#chatra [part=minimize]").ClickAsync();
        await Assertions.Expect(badge).ToBeHiddenAsync();
        (await watched.Page.EvaluateAsync<string>("messages.map(message => message.text).join()")).ShouldBe("While it is closed");
    }

    [Fact]
    public async Task What_is_said_while_the_connection_is_lost_arrives_once_and_in_order()
    {
        await using var watched = await browser.NewPageAsync();
        await using var shop = await OpenAsync(watched.Page, "{ clientId: 'lost' }", "Chatra('openChat')");
        var input = watched.Page.Locator("#chatra [part=input]");
        await input.FillAsync("one");
        await input.PressAsync("Enter");
        await Assertions.Expect(watched.Page.Locator("#chatra [part=author]")).ToHaveTextAsync("You");

        // Told and carried out, but the answer never comes.
        await watched.Page.RouteAsync("**/_widget/say", async route =>
        {
            await route.FetchAsync();
            await route.AbortAsync();
        });
        await watched.Page.RouteAsync("**/_widget/messages", route => route.AbortAsync());
        foreach (var text in new[] { "two", "three" })
        {
            await input.FillAsync(text);
            await input.PressAsync("Enter");
        }

        await Chatra.DoAsync($"agents/{Liz}/say", new { clientId = "lost", text = "Are you there?" });
        await Assertions.Expect(watched.Page.Locator("#chatra [part=status]")).ToHaveTextAsync("Connecting…");
        await watched.Page.UnrouteAllAsync();

        await Assertions.Expect(watched.Page.Locator("#chatra [part=bubble]")).ToHaveCountAsync(4);
        await Assertions.Expect(watched.Page.Locator("#chatra[data-chatra-connection=open]")).ToBeAttachedAsync();
        await Assertions.Expect(watched.Page.Locator("#chatra [part=author]", new() { HasText = "sending" })).ToHaveCountAsync(0);
        var said = (await Chatra.ChatAsync("lost"))["messages"]!.AsArray().Select(message => message!["text"]!.ToString()).Where(text => text != "Are you there?");
        said.ShouldBe(["one", "two", "three"]);
    }

    [Fact]
    public async Task Rules_of_the_documentation_are_named_where_they_are_broken()
    {
        await using var watched = await browser.NewPageAsync();
        var errors = new List<string>();
        watched.Page.Console += (_, line) => errors.Add(line.Text);
        await using var shop = await OpenAsync(
            watched.Page, "{ clientId: 'rules', chatWidth: 279, colors: { buttonBg: 'red' }, nonsense: 1 }", "Chatra('setChatHeight', 299); Chatra('setZIndex', 7)");

        errors.ShouldBe(
            [
                "Chatra: ChatraSetup.chatWidth must be a Number, at least 280; it is ignored",
                "Chatra: ChatraSetup.colors.buttonBg must be a String in '#fff' or '#ffffff' format; it is ignored",
                "Chatra: ChatraSetup.nonsense is not a documented setting; it is ignored",
                "Chatra: setChatHeight: height must be a positive integer, at least 300; it is ignored",
            ],
            ignoreOrder: true);
        (await watched.Page.EvaluateAsync<string>("getComputedStyle(document.getElementById('chatra')).zIndex")).ShouldBe("7");
    }

    [Theory]
    [InlineData("{ clientId: 'axe', startHidden: false }", "")]
    [InlineData("{ clientId: 'axe', language: 'de' }", "Chatra('openChat')")]
    public async Task Widget_has_no_violation_of_accessibility(string setup, string calls)
    {
        await Chatra.DoAsync($"agents/{Liz}/say", new { clientId = "axe", text = "Hello! https://shop.example/" });
        await using var watched = await browser.NewPageAsync();
        await using var shop = await OpenAsync(watched.Page, setup, calls);

        (await watched.AccessibilityViolationsAsync()).ShouldBeEmpty();
        watched.Incidents.ShouldBeEmpty();
    }

    private async Task<ShopPage> OpenAsync(IPage page, string setup, string calls = "")
    {
        var shop = await ShopPage.StartAsync(Chatra.Address, SimulatedChatra.PublicKey, setup, calls);
        await page.GotoAsync(shop.Address);
        await Assertions.Expect(page.Locator("#chatra[data-chatra-ready]")).ToBeAttachedAsync();
        return shop;
    }
}
