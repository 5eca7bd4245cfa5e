using System.Collections.Concurrent;
using ChatraFunctions.Tests.Harness;
using Microsoft.Playwright;
using TestKit;
using TestKit.Browser;

namespace ChatraFunctions.Tests.Browser;

/// <summary>The function key on the console: asked for where the app takes one, kept for the tab, never in an address.</summary>
public sealed class ConsoleKeyTests(AzuriteFixture azurite, BrowserFixture browser)
{
    private const string Key = "function-key/+=Zq81";

    private const string Overview = "requests a minute; the limit is";

    [Fact]
    public async Task It_is_asked_for_once_and_kept_for_the_tab()
    {
        await using var app = await App.StartAsync(azurite, ("LocalHost__FunctionKeys__default", Key));
        await using var window = await ConsoleWindow.NewAsync(browser);
        var requests = new ConcurrentQueue<IRequest>();
        window.Page.Context.Request += (_, request) => requests.Enqueue(request);
        await window.Page.GotoAsync($"{app.Api.Address("console")}");

        await EnterAsync(window, "not the key");
        await window.SeeAsync("no spaces");
        await EnterAsync(window, "another-key");
        await window.SeeAsync("The app does not take this key.");
        await EnterAsync(window, Key);
        await window.SeeAsync(Overview);
        await window.GoToAsync("Deliveries");
        await window.SeeAsync("There is nothing.");
        await window.Page.ReloadAsync();
        await window.SeeAsync("There is nothing.");

        requests.ShouldAllBe(request => !request.Url.Contains("key", StringComparison.Ordinal) && !request.Url.Contains("code=", StringComparison.Ordinal));
        requests.Count(request => request.Headers.GetValueOrDefault("x-functions-key") == Key).ShouldBeGreaterThan(2);
        (await window.Page.EvaluateAsync<string>("() => JSON.stringify([localStorage.length, document.cookie, sessionStorage.length])")).ShouldBe("""[0,"",1]""");
        window.ShouldBeQuiet();

        var other = await window.Page.Context.NewPageAsync();
        await other.GotoAsync($"{app.Api.Address("console")}");
        await other.GetByLabel("Key", new() { Exact = true }).WaitForAsync();
    }

    [Fact]
    public async Task It_is_asked_for_again_when_it_is_forgotten_or_refused()
    {
        await using var app = await App.StartAsync(azurite, ("LocalHost__FunctionKeys__default", Key));
        await using var window = await ConsoleWindow.OpenAsync(browser, app);
        await EnterAsync(window, Key);
        await window.SeeAsync(Overview);

        await window.PressAsync("Forget the key");
        await EnterAsync(window, Key);
        await window.SeeAsync(Overview);

        await window.GoToAsync("Poison"); // Which does not ask for anything by itself.
        await window.SeeAsync("chatra-send");
        await window.Page.EvaluateAsync("() => sessionStorage.setItem(sessionStorage.key(0), 'the-one-before')");
        await window.OpenAsync("chatra-send");
        await window.SeeAsync("The app does not take this key.");
        await EnterAsync(window, Key);
        await window.SeeAsync("0 shown.");
        window.ShouldBeQuiet();
    }

    [Theory]
    [InlineData("deliveries/no-such-key", "There is no message with this key.")]
    [InlineData("conversations/no-such-chat", "no chat")]
    public async Task What_the_address_names_is_opened_once_there_is_a_key(string place, string answer)
    {
        await using var app = await App.StartAsync(azurite, ("LocalHost__FunctionKeys__default", Key));
        await using var window = await ConsoleWindow.OpenAsync(browser, app, place);

        await EnterAsync(window, Key);

        await window.Dialog.GetByText(answer).WaitForAsync();
        window.ShouldBeQuiet();
    }

    [Fact]
    public async Task Where_the_app_takes_none_it_is_not_asked_for()
    {
        await using var app = await App.StartAsync(azurite);
        await using var window = await ConsoleWindow.OpenAsync(browser, app);

        await window.SeeAsync(Overview);

        (await window.Page.GetByLabel("Key", new() { Exact = true }).IsVisibleAsync()).ShouldBeFalse();
        (await window.Page.GetByText("Forget the key").IsVisibleAsync()).ShouldBeFalse();
        window.ShouldBeQuiet();
    }

    private static async Task EnterAsync(ConsoleWindow window, string key)
    {
        var input = window.Page.GetByLabel("Key", new() { Exact = true });
        await input.WaitForAsync();
        (await window.FocusAsync()).ShouldContain("key-input");
        await input.FillAsync(key);
        await input.PressAsync("Enter");
    }
}
