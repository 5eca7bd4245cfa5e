using Chatra.Widget.Tests.Setup;
using TestKit.Browser;

namespace Chatra.Widget.Tests.Browser;

/// <summary>Every documented setting, rendered into a page under a strict policy, does in a real browser what README.md says.</summary>
public sealed class SettingInBrowserTests(BrowserFixture browser, ShopFixture shop)
{
    public static TheoryData<string> Names => [.. SettingCases.All.Select(each => each.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Setting_is_seen(string name)
    {
        var each = SettingCases.Of(name);
        await using var visit = new Visit(browser, shop, each.Setup);

        await each.Check(visit);

        visit.ShouldBeWithoutIncidents();
    }
}
