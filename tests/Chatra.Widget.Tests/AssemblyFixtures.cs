using Chatra.Widget.Tests.Browser;
using TestKit.Browser;

[assembly: AssemblyFixture(typeof(BrowserFixture))]
[assembly: AssemblyFixture(typeof(ShopFixture))]
