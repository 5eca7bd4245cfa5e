using ChatraFunctions.Tests.Harness;
using TestKit.Browser;

namespace ChatraFunctions.Tests.Browser;

/// <summary>What the other tests of pages rely on: that a page that misbehaves is seen.</summary>
public sealed class WatchedPageTests(BrowserFixture browser)
{
    [Theory]
    [InlineData("<script>alert(1)</script>", "dialog: 1")]
    [InlineData("<script>throw new Error('broken')</script>", "broken")]
    [InlineData("""<meta http-equiv="Content-Security-Policy" content="script-src 'none'"><script>alert(1)</script>""", "policy: script-src-elem inline")]
    public async Task Incident_on_a_page_is_seen(string html, string incident)
    {
        await using var watched = await browser.NewPageAsync();

        await watched.Page.RouteAsync("**/*", route => route.FulfillAsync(new() { ContentType = "text/html", Body = html }));
        await watched.Page.GotoAsync("http://127.0.0.1/");

        await Eventually.HoldsAsync(() => Task.FromResult(watched.Incidents.Any(seen => seen.Contains(incident, StringComparison.Ordinal))), $"\"{incident}\" is seen");
    }

    [Fact]
    public async Task Picture_without_a_text_is_a_violation()
    {
        await using var watched = await browser.NewPageAsync();

        await watched.Page.SetContentAsync("""<!doctype html><html lang="en"><title>A page</title><main><h1>A page</h1><img src="a.png"></main></html>""");

        (await watched.AccessibilityViolationsAsync()).ShouldHaveSingleItem().ShouldStartWith("image-alt");
    }
}
