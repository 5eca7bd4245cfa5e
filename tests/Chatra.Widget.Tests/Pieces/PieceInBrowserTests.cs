using System.Text.RegularExpressions;
using Chatra.Widget.Tests.Browser;
using Microsoft.Playwright;
using TestKit;
using TestKit.Browser;

namespace Chatra.Widget.Tests.Pieces;

/// <summary>What <c>docs/widget.md</c> has ready for themes and for React, run as it stands there.</summary>
public sealed class PieceInBrowserTests(BrowserFixture browser, ShopFixture shop)
{
    private const string Everywhere = "https://call.chatra.io/**";

    private static readonly string Module = File.ReadAllText(RepositoryRoot.Combine("tools/chatra/node_modules/@chatra/chatra/index.js"));

    private readonly string _clientId = $"secret{Guid.NewGuid():N}";

    /// <summary>StrictMode mounts, unmounts and mounts again at once, long before Chatra's script is there.</summary>
    [Fact]
    public async Task React_component_shows_the_chat_when_it_is_mounted_twice_and_none_when_it_is_gone()
    {
        await using var watched = await browser.NewPageAsync(Devices.Desktop);
        var page = watched.Page;
        var loading = new TaskCompletionSource();
        await page.RouteAsync(Everywhere, async route =>
        {
            await loading.Task;
            var there = route.Request.Url.Replace("https://call.chatra.io", shop.Chatra, StringComparison.Ordinal);
            await route.FulfillAsync(new() { Response = await route.FetchAsync(new() { Url = there, Timeout = 60_000 }) });
        });
        var component = Regex.Replace(DocumentedPieces.Find("jsx"), "^(import .*|export )", "", RegexOptions.Multiline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        var address = shop.Serve(new ServedPage(
            $$"""
            <!doctype html><html lang="en"><head><title>React</title></head><body>
            <script nonce="bundle">var module = {}, effect, mount;</script>
            <script nonce="bundle">(() => { {{Module}} })();</script>
            <script nonce="bundle">
            mount = (Chatra => {
            function useEffect(run) { effect = run; }
            {{component}}
            return config => { CustomerChat({ config }); return effect(); };
            })(module.exports);
            var unmount = mount({{Widget(WidgetLanguage.German).ToNpmJson()}});
            unmount();
            unmount = mount({{Widget(WidgetLanguage.German).ToNpmJson()}});
            </script></body></html>
            """,
            "default-src 'none'; script-src 'nonce-bundle' https://call.chatra.io; connect-src https://call.chatra.io"));
        await page.GotoAsync($"{address}", new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        loading.SetResult();

        var button = page.Locator("#chatra [part~=button]");
        await Assertions.Expect(button).ToHaveAttributeAsync("aria-label", Places.Greetings[WidgetLanguage.German]);
        await page.EvaluateAsync("unmount()");
        await Assertions.Expect(button).ToHaveCountAsync(0);
        await page.EvaluateAsync("json => { unmount = mount(JSON.parse(json)); }", Widget(WidgetLanguage.French).ToNpmJson());
        await Assertions.Expect(button).ToHaveAttributeAsync("aria-label", Places.Greetings[WidgetLanguage.French]);
        watched.Incidents.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Shopify_theme_shows_the_customer_s_chat_also_where_another_loader_was_faster(bool isLoaded)
    {
        await using var watched = await browser.NewPageAsync(Devices.Desktop);
        var page = watched.Page;
        var ready = page.Locator("#chatra[data-chatra-ready]");
        await page.RouteAsync("**/apps/chat", async route =>
        {
            if (isLoaded)
                await ready.WaitForAsync(new() { State = WaitForSelectorState.Attached });
            await route.FulfillAsync(new() { ContentType = "application/json", Body = Widget(WidgetLanguage.German).ToJson() });
        });
        var app = isLoaded ? new ChatraWidget(ShopFixture.PublicKey) { ScriptAddress = shop.Script }.ToHtml("themeOfTheShop1234") : "";
        var address = shop.Serve(new ServedPage(
            $"<!doctype html><html lang=\"en\"><head><title>Theme</title>{app}{ShopifyPiece()}</head><body></body></html>",
            $"default-src 'none'; script-src 'nonce-theme' 'nonce-themeOfTheShop1234' {shop.Chatra}; connect-src 'self' {shop.Chatra}"));
        await page.GotoAsync($"{address}", new() { WaitUntil = WaitUntilState.DOMContentLoaded });


        await Assertions.Expect(page.Locator("#chatra [part~=button]")).ToHaveAttributeAsync("aria-label", Places.Greetings[WidgetLanguage.German]);
        await Eventually.HoldsAsync(
            async () => (await shop.ChatAsync(_clientId))?["client"]?["integrationData"]?.ToJsonString() == """{"name":"\u003C/script\u003EJane"}""",
            "Chatra knows the customer");
        (await page.Locator("script[src]").CountAsync()).ShouldBe(1);
        watched.Incidents.ShouldBeEmpty();
    }

    [Fact]
    public async Task Shopify_theme_s_own_functions_are_called_whenever_they_are_defined()
    {
        await using var watched = await browser.NewPageAsync(Devices.Desktop);
        var page = watched.Page;
        var widget = new ChatraWidget(ShopFixture.PublicKey) { Setup = new ChatraSetup { ClientId = _clientId, OnNewMessage = "shop.chat.said" }, ScriptAddress = shop.Script };
        await page.RouteAsync("**/apps/chat", route => route.FulfillAsync(new() { ContentType = "application/json", Body = widget.ToJson() }));
        await page.GotoAsync($"{Theme()}", new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        await page.Locator("#chatra[data-chatra-ready]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await page.EvaluateAsync("() => { window.shop = { chat: { heard: [], said(message) { this.heard.push(message.text); } } }; }");

        await shop.SayAsAgentAsync(_clientId, "Hi there");

        await Eventually.HoldsAsync(async () => await page.EvaluateAsync<string>("shop.chat.heard.join()") == "Hi there", "the theme's function is called");
        watched.Incidents.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(204)]
    [InlineData(500)]
    [InlineData(200)]
    [InlineData(0)]
    public async Task Shopify_theme_has_anybody_s_chat_while_the_app_is_down_and_leaves_no_rejection_alone(int status)
    {
        await using var watched = await browser.NewPageAsync(Devices.Desktop);
        var page = watched.Page;
        await page.RouteAsync("**/apps/chat", route => status == 0 ? route.AbortAsync() : route.FulfillAsync(new() { Status = status, Body = status == 200 ? "<html>" : "" }));
        await page.RouteAsync(Everywhere, async route =>
        {
            var there = route.Request.Url.Replace("https://call.chatra.io", shop.Chatra, StringComparison.Ordinal);
            await route.FulfillAsync(new() { Response = await route.FetchAsync(new() { Url = there, Timeout = 60_000 }) });
        });
        await page.GotoAsync($"{Theme()}", new() { WaitUntil = WaitUntilState.DOMContentLoaded });

        await Assertions.Expect(page.Locator("#chatra [part~=button]")).ToBeVisibleAsync();
        watched.Incidents.ShouldBeEmpty();
    }

    private static string ShopifyPiece() => Regex
        .Replace(DocumentedPieces.Find("html"), "^{%.*%}$", "", RegexOptions.Multiline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))
        .Replace("<public key>", ShopFixture.PublicKey, StringComparison.Ordinal)
        .Replace("<script>", "<script nonce=\"theme\">", StringComparison.Ordinal);

    private Uri Theme() => shop.Serve(new ServedPage(
        $"<!doctype html><html lang=\"en\"><head><title>Theme</title>{ShopifyPiece()}</head><body></body></html>",
        $"default-src 'none'; script-src 'nonce-theme' {shop.Chatra} https://call.chatra.io; connect-src 'self' {shop.Chatra} https://call.chatra.io"));

    private ChatraWidget Widget(WidgetLanguage language) => new(ShopFixture.PublicKey)
    {
        Setup = new ChatraSetup { ClientId = _clientId, Language = language },
        Integration = new ChatraIntegration { Name = "</script>Jane" },
        ScriptAddress = shop.Script,
    };
}
