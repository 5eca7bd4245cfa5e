using ChatraFunctions.Tests.Harness;
using Microsoft.Playwright;
using TestKit;
using TestKit.Browser;

namespace ChatraFunctions.Tests.Browser;

/// <summary>The whole product, seen: a customer buys, the message arrives in the chat on the page, and the answer is kept.</summary>
public sealed class StorefrontTests(AzuriteFixture azurite, BrowserFixture browser) : IAsyncLifetime
{
    private App _app = null!;

    public async ValueTask InitializeAsync()
    {
        _app = await App.StartAsync(azurite, ShopWebhook.Settings);
        await _app.Chatra.EmitToAsync(_app.Api);
        await _app.Chatra.SellForAsync(_app.Api, ShopWebhook.ShopifySecret);
    }

    [Fact]
    public async Task Order_message_and_answer_go_all_the_way_round()
    {
        await using var watched = await browser.NewPageAsync();
        var page = watched.Page;
        await page.GotoAsync($"{_app.Chatra.Address}/shop");
        await page.GetByRole(AriaRole.Link, new() { Name = "open it" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Buy" }).ClickAsync();
        var messages = page.Locator("#chatra [part=message][data-kind=pushed] [part=bubble]");
        await Assertions.Expect(messages).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Button, new() { Name = "Ship it" }).ClickAsync();
        await Assertions.Expect(messages).ToHaveCountAsync(2);
        await Assertions.Expect(messages.Nth(1)).ToContainTextAsync("1z827wk74630");

        var input = page.Locator("#chatra [part=input]");
        await input.FillAsync("Thank you!");
        await input.PressAsync("Enter");
        var clientId = (await _app.Api.BindAsync("42")).Json["clientId"]!.ToString();
        await Assertions.Expect(page.Locator("#chatra [part=message][data-type=client] [part=bubble]")).ToHaveTextAsync("Thank you!");
        var stored = await _app.Api.ChatAsync((await _app.Chatra.ChatAsync(clientId))["chatId"]!.ToString(), messages: 3);
        stored.Json["messages"]![2]!["text"]!.ToString().ShouldBe("Thank you!");

        var log = await page.Locator("#log").InnerTextAsync();
        log.ShouldContain("orders/create");
        log.ShouldContain("answer 202");
        page.Url.ShouldNotContain(clientId);
        (await page.ContentAsync()).ShouldNotContain(ShopWebhook.ShopifySecret);
        watched.Incidents.ShouldBeEmpty();
    }

    [Fact]
    public async Task App_that_refuses_is_said_plainly()
    {
        await _app.Chatra.SellForAsync(_app.Api, "another-secret");
        await using var watched = await browser.NewPageAsync();
        await watched.Page.GotoAsync($"{_app.Chatra.Address}/shop?customer=43");
        await watched.Page.GetByRole(AriaRole.Button, new() { Name = "Buy" }).ClickAsync();
        await Assertions.Expect(watched.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The app refused the event");
        await Assertions.Expect(watched.Page.Locator("#log")).ToContainTextAsync("answer 401");
    }

    [Theory]
    [InlineData(1300, ColorScheme.Light)]
    [InlineData(360, ColorScheme.Dark)]
    public async Task Page_is_accessible_and_fits(int width, ColorScheme scheme)
    {
        await using var watched = await browser.NewPageAsync(new() { ViewportSize = new() { Width = width, Height = 800 }, ColorScheme = scheme });
        await watched.Page.GotoAsync($"{_app.Chatra.Address}/shop");
        await Assertions.Expect(watched.Page.Locator("#chatra [part=button]")).ToBeVisibleAsync();
        await watched.Page.GetByRole(AriaRole.Button, new() { Name = "Buy" }).ClickAsync();
        await Assertions.Expect(watched.Page.Locator("#log li")).Not.ToHaveCountAsync(1);

        (await watched.AccessibilityViolationsAsync()).ShouldBeEmpty();
        (await watched.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth")).ShouldBeLessThanOrEqualTo(0);
        watched.Incidents.ShouldBeEmpty();
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
    }
}
