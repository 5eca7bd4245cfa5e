using ChatraFunctions.Tests.Harness;
using TestKit;
using TestKit.Browser;

[assembly: AssemblyFixture(typeof(AzuriteFixture))]
[assembly: AssemblyFixture(typeof(BrowserFixture))]
[assembly: TestCollectionOrderer(typeof(LongestFirst))]
