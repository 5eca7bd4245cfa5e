using System.Text.Json.Nodes;
using Microsoft.Playwright;
using TestKit.Browser;

namespace Chatra.Widget.Tests.Browser;

/// <summary>In a block of the page the chat is open from the beginning: who comes is greeted there as where it is opened.</summary>
public sealed class FrameTests(BrowserFixture browser, ShopFixture shop)
{
    private readonly string _clientId = $"secret{Guid.NewGuid():N}";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Bot_and_form_greet_once_when_the_frame_is_to_be_seen(bool startHidden)
    {
        await using var watched = await browser.NewPageAsync(Devices.Desktop);
        var page = watched.Page;
        await page.RouteAsync("**/_widget/arrive", AnswerWithGreetingAsync);
        var widget = new ChatraWidget(ShopFixture.PublicKey)
        {
            Setup = new ChatraSetup { ClientId = _clientId, Mode = DisplayMode.Frame, InjectTo = InjectTarget.Id("block"), StartHidden = startHidden },
            ScriptAddress = shop.Script,
        };
        var address = shop.Serve(new ServedPage(
            $"<!doctype html><html lang=\"en\"><head><title>Frame</title></head><body><div id=\"block\"></div>{widget.ToHtml("frameOfTheShop1234")}</body></html>",
            $"default-src 'none'; script-src 'nonce-frameOfTheShop1234' {shop.Chatra}; connect-src {shop.Chatra}"));
        await page.GotoAsync($"{address}", new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        await page.Locator("#chatra[data-chatra-ready]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        if (startHidden)
        {
            (await EventsAsync(page)).ShouldBe("");
            await page.EvaluateAsync("Chatra('show')");
        }

        await Assertions.Expect(page.Locator("#chatra [part~=bubble]")).ToHaveTextAsync("How can I help?");
        await Assertions.Expect(page.Locator("#chatra [part~=form]")).ToBeVisibleAsync();
        await shop.SayAsAgentAsync(_clientId, "Hello");
        await Assertions.Expect(page.Locator("#chatra [part~=bubble]")).ToHaveCountAsync(2);
        (await EventsAsync(page)).ShouldStartWith("Pre-chat form shown,Bot scenario shown,Chat initiated by agent");
        watched.Incidents.ShouldBeEmpty();
    }

    private static Task<string> EventsAsync(IPage page) => page.EvaluateAsync<string>("ChatraSimulator.analyticEvents.map(event => event.name).join()");

    /// <summary>As an account whose dashboard has both.</summary>
    private static async Task AnswerWithGreetingAsync(IRoute route)
    {
        if (route.Request.Method != "POST")
        {
            await route.ContinueAsync();
            return;
        }

        var answer = await route.FetchAsync(new() { Timeout = 60_000 });
        var body = JsonNode.Parse(await answer.TextAsync())!;
        body["settings"]!["preChatForm"] = true;
        body["settings"]!["bot"] = new JsonObject { ["text"] = "How can I help?", ["options"] = new JsonArray("Orders") };
        await route.FulfillAsync(new() { Response = answer, Body = body.ToJsonString() });
    }
}
