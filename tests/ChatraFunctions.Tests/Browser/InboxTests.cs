using ChatraFunctions.Tests.Harness;
using Microsoft.Playwright;
using TestKit;
using TestKit.Browser;

namespace ChatraFunctions.Tests.Browser;

/// <summary>The simulator's page: a visitor's chat and the agents' inbox, and the app behind them.</summary>
public sealed class InboxTests(AppFixture fixture, BrowserFixture browser) : IClassFixture<AppFixture>
{
    private const string Liz = "d9nKoegKSjmCtyK78";

    private static readonly string[] HostileTexts = [.. HostileText.All.Where(text => !string.IsNullOrWhiteSpace(text))];

    private App App => fixture.App;

    private SimulatedChatra Chatra => App.Chatra;

    [Fact]
    public async Task What_is_played_on_the_page_is_stored_by_the_app()
    {
        await Chatra.EmitToAsync(App.Api);
        await using var watched = await browser.NewPageAsync();
        var page = watched.Page;
        await page.GotoAsync(Chatra.Address);
        var widget = page.FrameLocator("#frames iframe:not([hidden])");
        await widget.Locator("[part=input]").FillAsync("Is it red?");
        await widget.Locator("[part=input]").PressAsync("Enter");

        // With the keyboard alone.
        var conversation = page.GetByRole(AriaRole.Button, new() { Name = "Jane online 1 unread" });
        await conversation.PressAsync("Enter");
        await page.GetByLabel("Answer").FillAsync("It is.");
        await page.GetByLabel("Answer").PressAsync("Enter");
        await Assertions.Expect(widget.Locator("[part=message][data-type=agent] [part=bubble]")).ToHaveTextAsync("It is.");
        await Assertions.Expect(page.Locator("#transcript .bubble")).ToHaveTextAsync(["Is it red?", "It is."]);
        await Assertions.Expect(page.Locator("#webhooks .delivered")).Not.ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Button, new() { Name = "This visitor leaves" }).ClickAsync();
        await Assertions.Expect(page.Locator("#about")).ToContainTextAsync("offline");
        var stored = await App.Api.ChatAsync(await ChatIdAsync(page), messages: 2, sessions: 1);
        stored.Json["messages"]!.AsArray().Select(message => message!["text"]!.ToString()).ShouldBe(["Is it red?", "It is."]);
        watched.Incidents.ShouldBeEmpty();
    }

    [Fact]
    public async Task Several_visitors_have_a_chat_each()
    {
        await using var watched = await browser.NewPageAsync();
        var page = watched.Page;
        await page.GotoAsync(Chatra.Address);
        foreach (var name in new[] { "Jane", "Tom", "Ann" })
        {
            if (name != "Jane")
                await page.GetByRole(AriaRole.Button, new() { Name = "Another visitor" }).ClickAsync();
            var input = page.FrameLocator("#frames iframe:not([hidden])").Locator("[part=input]");
            await input.FillAsync($"{name} here");
            await input.PressAsync("Enter");
            await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = $"{name} online 1 unread" }).Last).ToBeVisibleAsync();
        }

        foreach (var name in new[] { "Jane", "Tom", "Ann" })
        {
            await page.GetByRole(AriaRole.Button, new() { Name = $"{name} online 1 unread" }).Last.ClickAsync();
            await Assertions.Expect(page.Locator("#transcript .bubble")).ToHaveTextAsync([$"{name} here"]);
        }

        watched.Incidents.ShouldBeEmpty();
    }

    [Fact]
    public async Task Link_opens_a_conversation()
    {
        await Chatra.DoAsync("visitors/linked/say", new { text = "Here I am" });
        var chatId = (await Chatra.ChatAsync("linked"))["chatId"]!.GetValue<string>();
        await using var watched = await browser.NewPageAsync();

        await watched.Page.GotoAsync($"{Chatra.Address}/#{chatId}");

        await Assertions.Expect(watched.Page.Locator("#transcript .bubble")).ToHaveTextAsync(["Here I am"]);
        watched.Incidents.ShouldBeEmpty();
    }

    [Fact]
    public async Task Hostile_names_and_texts_are_shown_as_they_are()
    {
        await Chatra.DoAsync("visitors/hostile/arrive", new { name = HostileTexts[0], page = new { link = "javascript:alert(1)", title = HostileTexts[1] } });
        foreach (var text in HostileTexts)
        {
            await Chatra.DoAsync("visitors/hostile/say", new { text, file = new { fileName = text, url = "javascript:alert(1)" } });
            await Chatra.DoAsync($"agents/{Liz}/say", new { clientId = "hostile", text });
        }

        string[] shown = [.. HostileTexts.SelectMany(text => new[] { text, text })];
        await using var watched = await browser.NewPageAsync();
        await watched.Page.GotoAsync(Chatra.Address);
        await watched.Page.GetByRole(AriaRole.Button, new() { Name = HostileTexts[0] }).ClickAsync();
        await Assertions.Expect(watched.Page.Locator("#transcript .bubble")).ToHaveCountAsync(shown.Length);
        (await watched.Page.Locator("#transcript .bubble").AllTextContentsAsync()).ShouldBe(shown);

        await using var shop = await ShopPage.StartAsync(Chatra.Address, SimulatedChatra.PublicKey, "{ clientId: 'hostile' }", "Chatra('openChat')");
        await watched.Page.GotoAsync(shop.Address);
        await Assertions.Expect(watched.Page.Locator("#chatra [part=bubble]")).ToHaveCountAsync(shown.Length);
        (await watched.Page.Locator("#chatra [part=bubble]").AllTextContentsAsync()).ShouldBe(shown);
        (await watched.Page.Locator("#chatra [part=bubble] a").EvaluateAllAsync<string[]>("links => links.map(link => link.protocol)")).ShouldAllBe(protocol => protocol == "https:");
        watched.Incidents.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1300, ColorScheme.Light)]
    [InlineData(360, ColorScheme.Dark)]
    public async Task Page_is_accessible_and_fits(int width, ColorScheme scheme)
    {
        await Chatra.DoAsync("visitors/long/say", new { text = new string('x', 400) });
        await using var watched = await browser.NewPageAsync(new() { ViewportSize = new() { Width = width, Height = 800 }, ColorScheme = scheme });
        var page = watched.Page;
        await page.GotoAsync(Chatra.Address);
        await Assertions.Expect(page.FrameLocator("#frames iframe").Locator("[part=input]")).ToBeVisibleAsync();
        await page.Locator("#chats button").First.ClickAsync();
        await Assertions.Expect(page.Locator("#conversation")).ToBeVisibleAsync();

        (await watched.AccessibilityViolationsAsync()).ShouldBeEmpty();
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth")).ShouldBeLessThanOrEqualTo(0);
        watched.Incidents.ShouldBeEmpty();
    }

    /// <summary>The chat that is open on the simulator's page.</summary>
    internal static async Task<string> ChatIdAsync(IPage page)
    {
        await Assertions.Expect(page.Locator("#about")).ToContainTextAsync(" chat ");
        return (await page.Locator("#about").TextContentAsync())!.Split("chat ")[^1];
    }
}
