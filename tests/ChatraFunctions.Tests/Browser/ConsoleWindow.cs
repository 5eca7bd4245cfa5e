using ChatraFunctions.Tests.Harness;
using Microsoft.Playwright;
using TestKit.Browser;

namespace ChatraFunctions.Tests.Browser;

/// <summary>The console of an app in a browser, and what a reader does there.</summary>
internal sealed class ConsoleWindow : IAsyncDisposable
{
    private readonly WatchedPage _watched;

    private ConsoleWindow(WatchedPage watched) => _watched = watched;

    public IPage Page => _watched.Page;

    public ILocator Dialog => Page.Locator("dialog[open]").Last;

    /// <param name="browser">Where it is opened.</param>
    /// <param name="app">Whose console.</param>
    /// <param name="place">After the <c>#</c>.</param>
    /// <param name="options">Width, colour scheme and so on.</param>
    public static async Task<ConsoleWindow> OpenAsync(BrowserFixture browser, App app, string place = "overview", BrowserNewContextOptions? options = null)
    {
        var window = await NewAsync(browser, options);
        await window.Page.GotoAsync($"{app.Api.Address("console")}#{place}");
        return window;
    }

    /// <summary>Nothing is opened in it yet.</summary>
    public static async Task<ConsoleWindow> NewAsync(BrowserFixture browser, BrowserNewContextOptions? options = null) =>
        new(await browser.NewPageAsync(options));

    public Task GoToAsync(string section) => Page.GetByRole(AriaRole.Link, new() { Name = section, Exact = true }).ClickAsync();

    public Task OpenAsync(string words) => Page.GetByRole(AriaRole.Link, new() { Name = words, Exact = true }).First.ClickAsync();

    public Task PressAsync(string button) => Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    public Task SeeAsync(string text) => Page.GetByText(text).Filter(new() { Visible = true }).First.WaitForAsync();

    /// <summary>Waits for a delivery's state in its dialog.</summary>
    public Task SeeStateAsync(string status) => Page.Locator("#delivery-facts .badge").GetByText(status, new() { Exact = true }).WaitForAsync();

    /// <summary>What has the focus, as the start of its markup.</summary>
    public Task<string> FocusAsync() => Page.EvaluateAsync<string>("() => document.activeElement.outerHTML");

    public async Task<IReadOnlyList<string>> AccessibilityViolationsAsync() => await _watched.AccessibilityViolationsAsync();

    /// <summary>No dialog of a script, no exception, nothing that the policy had to stop.</summary>
    public void ShouldBeQuiet() => _watched.Incidents.ShouldBeEmpty();

    public ValueTask DisposeAsync() => _watched.DisposeAsync();
}
