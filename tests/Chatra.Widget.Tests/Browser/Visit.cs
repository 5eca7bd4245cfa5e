using System.Security.Cryptography;
using Microsoft.Playwright;
using TestKit.Browser;

namespace Chatra.Widget.Tests.Browser;

/// <summary>A visitor who opens pages of the shop, each with the snippet under a policy that allows nothing but it and Chatra.</summary>
internal sealed class Visit(BrowserFixture browser, ShopFixture shop, ChatraSetup setup, IReadOnlyList<ChatraCall>? calls = null) : IAsyncDisposable
{
    private readonly List<ShopPage> _pages = [];

    public ShopFixture Shop => shop;

    /// <summary>The visitor's own, where the set-up names none.</summary>
    public string ClientId { get; } = RandomNumberGenerator.GetHexString(40);

    /// <summary>A page whose widget is ready, be it hidden.</summary>
    /// <param name="other">In place of the visit's own set-up.</param>
    /// <param name="body">The page's own elements.</param>
    /// <param name="device">A desktop unless said.</param>
    /// <param name="before">A script before the snippet, which stands at the end of the body then.</param>
    /// <param name="after">A script after it.</param>
    /// <param name="style">The page's own style sheet.</param>
    public async Task<ShopPage> OpenAsync(
        ChatraSetup? other = null, string body = "", BrowserNewContextOptions? device = null, string before = "", string after = "", string style = "")
    {
        var chosen = other ?? setup;
        var widget = new ChatraWidget(ShopFixture.PublicKey)
        {
            Setup = chosen.ClientId is null ? chosen with { ClientId = ClientId } : chosen,
            Calls = calls ?? [],
            ScriptAddress = shop.Script,
        };
        return await OpenWidgetAsync(widget, body, device, before, after, style);
    }

    /// <summary>As above, with a widget of the test's own.</summary>
    public async Task<ShopPage> OpenWidgetAsync(
        ChatraWidget widget, string body = "", BrowserNewContextOptions? device = null, string before = "", string after = "", string style = "", bool byHash = false)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(24));
        var sources = byHash ? string.Join(' ', widget.ScriptHashes()) : "";
        var served = new ServedPage(
            $"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>A shop</title><style nonce="{nonce}">{style}</style></head>
            <body>{body}
            <script nonce="{nonce}">{before}</script>
            {widget.ToHtml(byHash ? null : nonce)}<script nonce="{nonce}">{after}</script>
            </body></html>
            """,
            $"default-src 'none'; script-src 'nonce-{nonce}' {sources} {shop.Chatra}; style-src 'nonce-{nonce}'; img-src 'self'; connect-src {shop.Chatra}; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        var page = new ShopPage(await browser.NewPageAsync(device ?? Devices.Desktop), shop, widget.Setup.ClientId!);
        _pages.Add(page);
        await page.GoAsync(shop.Serve(served));
        return page;
    }

    /// <summary>A page with its chat open.</summary>
    public async Task<ShopPage> OpenedAsync(ChatraSetup? other = null, BrowserNewContextOptions? device = null, string after = "")
    {
        var page = await OpenAsync(other, device: device, after: after);
        await page.Part("button").ClickAsync();
        await page.Part("chat").WaitForAsync();
        return page;
    }

    /// <summary>A page whose visitor has begun a chat.</summary>
    public async Task<ShopPage> StartedAsync()
    {
        var page = await OpenedAsync();
        await page.SayAsync("Hello");
        await Eventually.HoldsAsync(async () => await page.EventCountAsync() > 0, "an analytic event is told");
        return page;
    }

    /// <summary>Nothing that should not happen has happened on any of the pages.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var page in _pages)
            await page.DisposeAsync();
    }

    public void ShouldBeWithoutIncidents() => _pages.SelectMany(page => page.Incidents).ShouldBeEmpty();
}
