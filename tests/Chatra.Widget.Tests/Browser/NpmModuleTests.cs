using System.Security.Cryptography;
using Microsoft.Playwright;
using TestKit;
using TestKit.Browser;

namespace Chatra.Widget.Tests.Browser;

/// <summary>Chatra's own npm module takes our configuration as it is. Its script's address is fixed; here the simulated Chatra answers there.</summary>
public sealed class NpmModuleTests(BrowserFixture browser, ShopFixture shop)
{
    private const string Everywhere = "https://call.chatra.io/**";

    private static readonly string Module = File.ReadAllText(RepositoryRoot.Combine("tools/chatra/node_modules/@chatra/chatra/index.js"));

    private readonly ChatraWidget _widget = new(ShopFixture.PublicKey)
    {
        Setup = NewSetup(),
        Integration = new ChatraIntegration { Name = "</script>Jane", Email = "jane@example.com" }.Set("Orders", 3),
    };

    [Fact]
    public Task Module_loads_the_JSON_configuration() => ShouldLoadAsync(_widget.ToNpmJson(), hasFunctions: false);

    [Fact]
    public Task Module_loads_the_configuration_with_functions() => ShouldLoadAsync(_widget.ToNpmJavaScript(), hasFunctions: true);

    [Fact]
    public async Task Module_starts_anew_with_another_configuration()
    {
        await using var watched = await browser.NewPageAsync(Devices.Desktop);
        await OpenAsync(watched.Page, _widget.ToNpmJson());
        var other = new ChatraWidget(ShopFixture.PublicKey) { Setup = _widget.Setup with { Language = WidgetLanguage.French } };

        await watched.Page.EvaluateAsync("json => chatra('init', JSON.parse(json))", other.ToNpmJson());
        await Assertions.Expect(watched.Page.Locator("#chatra [part~=button]")).ToHaveAttributeAsync("aria-label", Places.Greetings[WidgetLanguage.French]);

        foreach (var call in new[] { ChatraCall.SetChatWidth(300), ChatraCall.OpenChat() })
            await watched.Page.EvaluateAsync("json => { chatra(...JSON.parse(json)) }", call.ToJson());
        (await watched.Page.Locator("#chatra [part~=chat]").BoundingBoxAsync())!.Width.ShouldBe(300);
        watched.Incidents.ShouldBeEmpty();
    }

    private async Task ShouldLoadAsync(string configuration, bool hasFunctions)
    {
        await using var watched = await browser.NewPageAsync(Devices.Desktop);
        await OpenAsync(watched.Page, configuration);

        var button = watched.Page.Locator("#chatra [part~=button]");
        var box = (await button.BoundingBoxAsync())!;
        (box.Width, box.Height).ShouldBe((75, 75));
        Places.ShouldBeAt(box, ButtonPosition.LeftTop);
        (await button.GetAttributeAsync("aria-label")).ShouldBe(Places.Greetings[WidgetLanguage.German]);
        await Eventually.HoldsAsync(
            async () => (await shop.ChatAsync(_widget.Setup.ClientId!))?["client"]?["integrationData"]?.ToJsonString() == """{"name":"\u003C/script\u003EJane","email":"jane@example.com","Orders":3}""",
            "Chatra has the visitor's data");
        await shop.SayAsAgentAsync(_widget.Setup.ClientId!, "Hello");
        await Eventually.HoldsAsync(async () => await watched.Page.EvaluateAsync<int>("ChatraSimulator.settings.onNewMessage ? window.heardCount : -1") == (hasFunctions ? 1 : -1), "the message is heard, where functions can be");
        (await watched.Page.EvaluateAsync<int>("ChatraSimulator.errors.length")).ShouldBe(0);
        watched.Incidents.ShouldBeEmpty();
    }

    private async Task OpenAsync(IPage page, string configuration)
    {
        await page.RouteAsync(Everywhere, async route =>
        {
            var address = route.Request.Url.Replace("https://call.chatra.io", shop.Chatra, StringComparison.Ordinal);
            await route.FulfillAsync(new() { Response = await route.FetchAsync(new() { Url = address, Timeout = 60_000 }) });
        });
        var bundle = new ServedPage(
            $$"""
            <!doctype html><html lang="en"><head><title>A bundle</title></head><body>
            <script nonce="bundle">var module = {};</script>
            <script nonce="bundle">(() => { {{Module}} })();</script>
            <script nonce="bundle">
            var chatra = module.exports; window.heardCount = 0; function heard() { window.heardCount++; }
            chatra('init', {{configuration}});
            </script></body></html>
            """,
            "default-src 'none'; script-src 'nonce-bundle' https://call.chatra.io; connect-src https://call.chatra.io");
        await page.GotoAsync($"{shop.Serve(bundle)}");
        await page.Locator("#chatra[data-chatra-ready]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
    }

    /// <summary>Each test has a visitor of its own.</summary>
    private static ChatraSetup NewSetup() => new()
    {
        ButtonStyle = ButtonStyle.Round,
        ButtonPosition = ButtonPosition.LeftTop,
        ButtonSize = 75,
        ChatWidth = 400,
        ChatHeight = 350,
        ZIndex = 10,
        Colors = new ChatraColors { ButtonText = "#fff", ButtonBg = "#123456" },
        Language = WidgetLanguage.German,
        ClientId = RandomNumberGenerator.GetHexString(40),
        GroupId = "z2o3F8GDkNpKD4BYt",
        OnNewMessage = "heard",
    };
}
