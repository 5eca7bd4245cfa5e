using Chatra.Widget.Tests.Methods;
using TestKit.Browser;

namespace Chatra.Widget.Tests.Browser;

/// <summary>Every documented method, called by the snippet before Chatra is there, does in a real browser what README.md says.</summary>
public sealed class MethodInBrowserTests(BrowserFixture browser, ShopFixture shop)
{
    public static TheoryData<string> Names => [.. MethodCases.All.Select(each => each.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Method_is_seen(string name)
    {
        var each = MethodCases.Of(name);
        await using var visit = new Visit(browser, shop, each.Setup, each.Calls);

        await each.Check(visit);

        visit.ShouldBeWithoutIncidents();
    }
}
