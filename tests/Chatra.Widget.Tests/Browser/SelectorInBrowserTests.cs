using Chatra.Widget.Tests.Setup;
using TestKit.Browser;

namespace Chatra.Widget.Tests.Browser;

/// <summary>What is taken for a CSS selector is what a browser takes for one.</summary>
public sealed class SelectorInBrowserTests(BrowserFixture browser)
{
    private const string WhichAreValid =
        "texts => texts.filter(text => { try { document.querySelector(text); return true; } catch { return false; } })";

    [Fact]
    public async Task Valid_selectors_are_the_browser_s()
    {
        await using var watched = await browser.NewPageAsync();

        (await watched.Page.EvaluateAsync<string[]>(WhichAreValid, Selectors.Valid)).ShouldBe(Selectors.Valid);
        (await watched.Page.EvaluateAsync<string[]>(WhichAreValid, Selectors.Invalid)).ShouldBeEmpty();
    }
}
