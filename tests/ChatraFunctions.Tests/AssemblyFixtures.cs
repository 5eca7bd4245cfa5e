using ChatraFunctions.Tests.Harness;
using TestKit;

[assembly: AssemblyFixture(typeof(AzuriteFixture))]
[assembly: TestCollectionOrderer(typeof(LongestFirst))]
