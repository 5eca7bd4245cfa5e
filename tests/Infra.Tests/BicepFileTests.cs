using Infra.Tests.Bicep;

namespace Infra.Tests;

/// <summary>The files themselves.</summary>
public sealed class BicepFileTests
{
    [Fact]
    public void Every_file_parses()
    {
        InfraFiles.All.Count.ShouldBeGreaterThan(1);
        foreach (var file in InfraFiles.All)
            file.ErrorLines.ShouldBeEmpty($"{file.Name} has errors in these lines");
    }

    [Theory]
    [InlineData("resource x 'A/b@2024-01-01' = {\n  name 'x'\n}\n")]
    [InlineData("var x = ['a'\n")]
    [InlineData("param = 3\n")]
    public void A_fault_would_be_seen(string text)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("chatra-bicep-").FullName, "faulty.bicep");
        File.WriteAllText(path, text);

        BicepParser.Parse(path).Single().ErrorLines.ShouldNotBeEmpty();
    }

    [Fact]
    public void Main_only_orchestrates()
    {
        InfraFiles.Main.Resources().Select(resource => resource.Type).ShouldBe(["Microsoft.Resources/resourceGroups"]);
        InfraFiles.Main.Modules.ShouldBe(
            InfraFiles.All.Except([InfraFiles.Main]).Select(file => $"app/{file.Name}"), ignoreOrder: true);
    }

    [Fact]
    public void Every_parameter_of_main_is_described()
    {
        foreach (var parameter in InfraFiles.Main.Parameters)
            parameter.Decorator("description").ShouldNotBeNull(parameter.Name);
    }

    [Fact]
    public void No_output_holds_a_secret()
    {
        foreach (var file in InfraFiles.All)
        {
            var secrets = file.Parameters.Where(parameter => parameter.IsSecure).Select(parameter => parameter.Name).ToList();
            var words = file.Outputs.SelectMany(output => output.Descendants()).Where(node => node.Type == "identifier").Select(node => node.Text).ToList();
            words.Intersect(secrets).ShouldBeEmpty(file.Name);
            words.ShouldNotContain(word => word.StartsWith("list", StringComparison.Ordinal), file.Name);
        }
    }
}
