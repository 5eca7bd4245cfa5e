using Chatra.Widget.Tests.Rendering;
using TestKit.Browser;

namespace Chatra.Widget.Tests.Browser;

/// <summary>Fifty customers with hostile names: each arrives at Chatra as they are called, and nothing else happens on the page.</summary>
public sealed class HostileNameTests(BrowserFixture browser, ShopFixture shop)
{
    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, HostileTexts.Fifty.Count)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task Name_is_inert_under_a_strict_policy(int number)
    {
        var name = HostileTexts.Fifty[number];
        await using var visit = new Visit(browser, shop, new ChatraSetup());
        var integration = new ChatraIntegration { Name = name, Email = name, Phone = name, Notes = name }.Set("Own", name);
        if (name != "__proto__")
            integration.Set(name, name);

        // Of two visitors one comes to a page with a nonce, the other to one with hashes.
        var page = await visit.OpenWidgetAsync(
            new ChatraWidget(ShopFixture.PublicKey)
            {
                Setup = new ChatraSetup { ClientId = visit.ClientId, Locale = new ChatraLocale { { "chat", new ChatraLocale { { "title", name }, { "input", new ChatraLocale { { "placeholder", name } } } } } } },
                Integration = integration,
                Calls = [ChatraCall.SendAutoMessage(name)],
                ScriptAddress = shop.Script,
            },
            byHash: number % 2 == 1);

        await page.Page.Locator("#chatra [part~=message] [part~=bubble]").First.WaitForAsync();
        var expected = HostileTexts.Readable(name);
        (await page.Page.Locator("#chatra [part~=message] [part~=bubble]").First.TextContentAsync()).ShouldBe(expected);
        (await page.Page.EvaluateAsync<string>("ChatraIntegration.name")).ShouldBe(expected);
        (await page.Page.EvaluateAsync<string>("ChatraIntegration.Own")).ShouldBe(expected);
        (await page.Part("input").GetAttributeAsync("placeholder")).ShouldBe(expected);
        // Three scripts of the snippet, the test's two, Chatra's own; the style sheet; the widget's one element; and head and body as they are.
        (await page.Page.EvaluateAsync<string>("[...document.querySelectorAll('*')].map(node => node.localName).sort().join()"))
            .ShouldBe("body,div,head,html,meta,script,script,script,script,script,script,style,title");
        (await page.Page.EvaluateAsync<bool>("'pwned' in window")).ShouldBeFalse();
        await Eventually.HoldsAsync(async () => (string?)(await shop.ChatAsync(visit.ClientId))?["client"]?["integrationData"]?["name"] == expected, "Chatra has the name as it is");
        visit.ShouldBeWithoutIncidents();
    }

    /// <summary>What the others rely on: that this policy stops, and this page shows, what a careless page would run.</summary>
    [Fact]
    public async Task A_page_that_is_careless_with_the_name_is_seen()
    {
        await using var visit = new Visit(browser, shop, new ChatraSetup());

        var page = await visit.OpenAsync(body: "<p>Hello </p><script>window.pwned=1</script><img src=x onerror=\"window.pwned=1\">");

        page.Incidents.Count(incident => incident.StartsWith("policy: script-src", StringComparison.Ordinal)).ShouldBeGreaterThanOrEqualTo(2);
    }
}
