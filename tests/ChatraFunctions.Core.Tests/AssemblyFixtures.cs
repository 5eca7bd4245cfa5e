using TestKit;

[assembly: AssemblyFixture(typeof(AzuriteFixture))]
