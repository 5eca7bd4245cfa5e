using System.Net;
using System.Text.Json.Nodes;
using ChatraFunctions.Queues;
using ChatraFunctions.Tests.Harness;
using Microsoft.Playwright;
using TestKit;
using TestKit.Browser;

namespace ChatraFunctions.Tests.Browser;

/// <summary>The console for everybody: by keyboard, on a phone, in the dark, with a screen reader.</summary>
public sealed class ConsoleAccessTests(AzuriteFixture azurite, BrowserFixture browser) : IAsyncLifetime
{
    private static readonly string LongWord = new('w', 300);

    private App? _app;

    private App App => _app!;

    public async ValueTask InitializeAsync()
    {
        _app = await App.StartAsync(azurite, ("LocalHost__FunctionKeys__default", "key"));
        (await SendAsync("messages", new JsonObject { ["key"] = "short", ["clientId"] = LongWord, ["text"] = LongWord })).ShouldBe(HttpStatusCode.Accepted);
        (await SendAsync("messages", new JsonObject { ["key"] = $"long-{LongWord}", ["clientId"] = LongWord, ["text"] = LongWord })).ShouldBe(HttpStatusCode.Accepted);
        var transcript = Events.Transcript("chat");
        transcript["client"]!["displayedName"] = $"Jane {LongWord}";
        transcript["messages"]![0]!["text"] = LongWord;
        (await SendAsync("webhooks/chatra", transcript)).ShouldBe(HttpStatusCode.Accepted);
        await Eventually.HoldsAsync(async () => (await App.Api.GetAsync("chats/chat?code=key")).Status == HttpStatusCode.OK, "the chat is stored");
        await App.Storage.Queue(QueueNames.Poison(QueueNames.Outbox)).SendMessageAsync(LongWord, TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 360)]
    [InlineData(ColorScheme.Dark, 360)]
    public async Task Every_section_and_dialog_is_accessible_and_fits(ColorScheme scheme, int width)
    {
        await using var window = await ConsoleWindow.OpenAsync(browser, App, options: new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 760 } });
        await ShouldBeFineAsync(window, "#key-form");
        await window.Page.GetByLabel("Key", new() { Exact = true }).FillAsync("key");
        await window.Page.Keyboard.PressAsync("Enter");
        await ShouldBeFineAsync(window, "#budget-facts dd");

        await window.GoToAsync("Deliveries");
        await ShouldBeFineAsync(window, "#deliveries-list li");
        await window.OpenAsync("short");
        await ShouldBeFineAsync(window, "#delivery-history li");
        await window.PressAsync("Edit the text");
        await ShouldBeFineAsync(window, "#delivery-new-text");
        await window.PressAsync("Cancel");
        await window.PressAsync("Delete");
        await ShouldBeFineAsync(window, "#confirm-yes");
        await window.PressAsync("Keep it");
        await window.PressAsync("Close");

        await window.GoToAsync("Poison");
        await window.OpenAsync(QueueNames.Outbox);
        await ShouldBeFineAsync(window, "#poison-messages li");

        await window.GoToAsync("Conversations");
        await window.Page.GetByLabel("Day (UTC)").FillAsync("2015-09-14");
        await window.PressAsync("Show");
        await ShouldBeFineAsync(window, "#conversations-list li");
        await window.Page.Locator("#conversations-list a").First.ClickAsync();
        await ShouldBeFineAsync(window, "#chat-messages li");
        window.ShouldBeQuiet();
    }

    [Fact]
    public async Task An_app_that_cannot_be_reached_is_said_accessibly()
    {
        await using var window = await ConsoleWindow.NewAsync(browser, new() { ViewportSize = new() { Width = 360, Height = 760 } });
        await window.Page.RouteAsync("**/api/status", route => route.AbortAsync());
        await window.Page.GotoAsync($"{App.Api.Address("console")}");

        await ShouldBeFineAsync(window, "#unreachable-now");
        (await window.Page.GetByRole(AriaRole.Alert).Filter(new() { Visible = true }).First.InnerTextAsync()).ShouldBe("The functions cannot be reached.");
    }

    [Fact]
    public async Task The_keyboard_goes_everywhere_and_the_focus_is_seen_and_never_lost()
    {
        await using var window = await ConsoleWindow.OpenAsync(browser, App);
        var keyboard = window.Page.Keyboard;
        await window.Page.GetByLabel("Key", new() { Exact = true }).WaitForAsync();
        await keyboard.TypeAsync("key");
        await keyboard.PressAsync("Enter");
        await window.SeeAsync("requests a minute; the limit is");
        (await window.FocusAsync()).ShouldContain("overview-title");

        await window.Page.Locator("nav a").First.FocusAsync();
        await keyboard.PressAsync("Tab");
        await ShouldShowFocusAsync(window, "#deliveries");
        await keyboard.PressAsync("Enter");
        await Assertions.Expect(window.Page.Locator("#deliveries-title")).ToBeFocusedAsync();
        (await window.Page.Locator("[aria-current=page]").InnerTextAsync()).ShouldBe("Deliveries");
        await window.Page.Locator("#deliveries-list li a").First.WaitForAsync();
        foreach (var stop in new[] { "filter-status", "filter-order", "filter-customer", "Show", "#deliveries/" })
        {
            await keyboard.PressAsync("Tab");
            await ShouldShowFocusAsync(window, stop);
        }

        await keyboard.PressAsync("Enter");
        await window.Page.Locator("#delivery-history li").First.WaitForAsync();
        (await window.FocusAsync()).ShouldContain("delivery-title");
        for (var tabs = 0; tabs < 8; tabs++)
        {
            await keyboard.PressAsync("Tab");
            (await window.Page.EvaluateAsync<bool>("() => document.activeElement === document.body || document.activeElement.closest('dialog[open]') !== null")).ShouldBeTrue();
        }

        await keyboard.PressAsync("Escape");
        (await window.FocusAsync()).ShouldContain("href=\"#deliveries/");
        await window.Page.WaitForFunctionAsync("() => location.hash === '#deliveries'");
        window.ShouldBeQuiet();
    }

    [Fact]
    public async Task The_browsers_back_button_closes_what_was_opened()
    {
        await using var window = await ConsoleWindow.OpenAsync(browser, App);
        await window.Page.GetByLabel("Key", new() { Exact = true }).FillAsync("key");
        await window.Page.Keyboard.PressAsync("Enter");
        await window.GoToAsync("Deliveries");
        await window.OpenAsync("short");
        await window.Page.Locator("#delivery-history li").First.WaitForAsync();

        await window.Page.GoBackAsync();

        await window.Page.Locator("dialog[open]").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        (await window.Page.Locator("#deliveries-title").IsVisibleAsync()).ShouldBeTrue();
        await window.Page.GoBackAsync();
        await window.Page.Locator("#overview-title").WaitForAsync();
    }

    private static async Task ShouldBeFineAsync(ConsoleWindow window, string selector)
    {
        await window.Page.Locator(selector).First.WaitForAsync();
        (await window.AccessibilityViolationsAsync()).ShouldBeEmpty(selector);
        (await window.Page.EvaluateAsync<string[]>(
            """
            () => [document.documentElement, ...document.querySelectorAll('dialog[open]')]
              .filter(box => box.scrollWidth > box.clientWidth).map(box => `${box.localName}: ${box.scrollWidth} > ${box.clientWidth}`)
            """)).ShouldBeEmpty(selector);
    }

    private static async Task ShouldShowFocusAsync(ConsoleWindow window, string what)
    {
        (await window.FocusAsync()).ShouldContain(what);
        (await window.Page.EvaluateAsync<string>("() => getComputedStyle(document.activeElement).outlineStyle")).ShouldBe("solid");
    }

    private Task<Answer> SendAsync(string path, JsonObject body) => App.Api.SendAsync("POST", $"{path}?code=key", body.ToJsonString());
}
