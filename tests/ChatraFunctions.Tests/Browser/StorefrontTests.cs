using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ChatraFunctions.Tests.Harness;
using Microsoft.Playwright;
using TestKit;
using TestKit.Browser;

namespace ChatraFunctions.Tests.Browser;

/// <summary>The whole product, seen: a customer buys, the message arrives in the chat on the page, and the answer is kept.</summary>
public sealed class StorefrontTests(AzuriteFixture azurite, BrowserFixture browser) : IAsyncLifetime
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

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

    /// <summary>Whose chat and orders they are, the server knows from its session: what a browser says counts for nothing.</summary>
    [Fact]
    public async Task Customers_get_their_own_chat_and_orders_by_their_session_only()
    {
        using var jane = Visitor();
        using var nobody = Visitor();
        (await nobody.GetAsync("shop/widget", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await nobody.PostAsync("shop/orders", content: null, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var signedIn = await jane.PutAsJsonAsync("shop/session", new { customerId = 43 }, Cancellation);
        signedIn.Headers.GetValues("Set-Cookie").ShouldHaveSingleItem().ShouldEndWith("; samesite=strict; httponly");

        using var answer = await jane.GetAsync("shop/widget?customerId=42", Cancellation);

        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var clientId = (await answer.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!["setup"]!["clientId"]!.ToString();
        clientId.ShouldBe((await _app.Api.BindAsync("43")).Json["clientId"]!.ToString());
        using var bought = await jane.PostAsync("shop/orders", content: null, Cancellation);
        var order = (await bought.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!["orderId"]!.ToString();
        (await jane.GetAsync($"shop/orders/{order}", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var other = Visitor();
        await other.PutAsJsonAsync("shop/session", new { customerId = 42 }, Cancellation);
        (await other.GetAsync($"shop/orders/{order}", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Without_the_app_the_chat_works_as_anybody_s_and_no_promise_is_left_alone()
    {
        await using var watched = await browser.NewPageAsync();
        var page = watched.Page;
        await page.RouteAsync("**/_simulator/shop/widget", route => route.FulfillAsync(new() { Status = 502, Body = """{"message":"The app is down"}""" }));
        await page.GotoAsync($"{_app.Chatra.Address}/shop");

        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The app is down");
        await page.Locator("#chatra [part=button]").ClickAsync();
        await page.Locator("#chatra [part=input]").FillAsync("Anybody there?");
        await page.Locator("#chatra [part=input]").PressAsync("Enter");
        await Assertions.Expect(page.Locator("#chatra [part=message][data-type=client]:not([data-id^=sending]) [part=bubble]")).ToHaveTextAsync("Anybody there?");
        (await page.EvaluateAsync<bool>("window.ChatraSetup.clientId === undefined")).ShouldBeTrue();
        watched.Incidents.ShouldBeEmpty();
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

    /// <summary>With cookies of their own.</summary>
    private HttpClient Visitor() => new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri($"{_app.Chatra.Address}/_simulator/") };

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
    }
}
