using System.Collections.Concurrent;
using Microsoft.Playwright;
using TestKit.Browser;

namespace Chatra.Widget.Tests.Browser;

/// <summary>A page of the shop with its widget, as a visitor has it before them.</summary>
internal sealed class ShopPage : IAsyncDisposable
{
    private readonly WatchedPage _watched;
    private readonly ShopFixture _shop;
    private readonly string _clientId;
    private readonly ConcurrentQueue<string> _addresses = new();
    private readonly ConcurrentQueue<string> _complaints = new();

    public ShopPage(WatchedPage watched, ShopFixture shop, string clientId)
    {
        (_watched, _shop, _clientId) = (watched, shop, clientId);
        Page.Request += (_, request) => _addresses.Enqueue(request.Url);
        Page.Console += (_, message) =>
        {
            if (message.Type == "error")
                _complaints.Enqueue($"console: {message.Text}");
        };
    }

    public IPage Page => _watched.Page;

    /// <summary>All that the page has asked for.</summary>
    public IReadOnlyCollection<string> Addresses => _addresses;

    /// <summary>Dialogs, exceptions, violations of the policy, and what the widget or the browser complain of.</summary>
    public IEnumerable<string> Incidents => _watched.Incidents.Concat(_complaints);

    public ILocator Host => Page.Locator("#chatra");

    public ILocator Part(string name) => Page.Locator($"#chatra [part~={name}]");

    public async Task GoAsync(Uri address)
    {
        await Page.GotoAsync($"{address}", new() { WaitUntil = WaitUntilState.Commit });
        await Host.And(Page.Locator("[data-chatra-ready]")).WaitForAsync(new() { State = WaitForSelectorState.Attached });
    }

    public Task<string?> AttributeAsync(string name) => Host.GetAttributeAsync(name);

    public async Task<LocatorBoundingBoxResult> BoxAsync(string part) => (await Part(part).BoundingBoxAsync()).ShouldNotBeNull();

    public Task<string> StyleAsync(string property) => Host.EvaluateAsync<string>("(node, name) => getComputedStyle(node)[name]", property);

    public Task<string> StyleAsync(string part, string property) => Part(part).EvaluateAsync<string>("(node, name) => getComputedStyle(node)[name]", property);

    public Task<string> BubbleColorAsync(string type) =>
        Page.Locator($"#chatra [part~=message][data-type={type}] [part~=bubble]").First.EvaluateAsync<string>("node => getComputedStyle(node).backgroundColor");

    public async Task SayAsync(string text)
    {
        await Part("input").FillAsync(text);
        await Part("input").PressAsync("Enter");
        await MessageAsync("client", text);
    }

    public async Task HearAsync(string text)
    {
        await _shop.SayAsAgentAsync(_clientId, text);
        await MessageAsync("agent", text);
    }

    /// <summary>Waits for a message to be shown, as text.</summary>
    public Task MessageAsync(string type, string text) =>
        Page.Locator($"#chatra [part~=message][data-type={type}][data-id]:not([data-id^=sending])").Filter(new() { HasText = text }).First.WaitForAsync();

    public Task<int> EventCountAsync() => Page.EvaluateAsync<int>("ChatraSimulator.analyticEvents.length");

    public Task<string?> LastEventAsync(string member) => Page.EvaluateAsync<string?>("name => ChatraSimulator.analyticEvents.at(-1)[name]", member);

    public Task<string> HashAsync() => Page.EvaluateAsync<string>("location.hash");

    /// <summary>When the page was loaded, and when the widget's script began to ask Chatra, in ms since the page's start.</summary>
    public async Task<(double Loaded, double Ready)> TimesAsync()
    {
        await Page.WaitForLoadStateAsync(LoadState.Load);
        await Eventually.HoldsAsync(async () => await Page.EvaluateAsync<double>("performance.getEntriesByType('navigation')[0].loadEventEnd") > 0, "the page is loaded");
        var times = await Page.EvaluateAsync<double[]>("""
            [performance.getEntriesByType('navigation')[0].loadEventStart,
             performance.getEntriesByType('resource').find(entry => entry.name.includes('/_widget/arrive')).startTime]
            """);
        return (times[0], times[1]);
    }

    public ValueTask DisposeAsync() => _watched.DisposeAsync();
}
