using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Infra.Tests;

/// <summary>What azd hands to main.bicep, from the environment of azd or of a pipeline.</summary>
public sealed partial class ParameterTests
{
    /// <summary>It reads the clock, and is not to be set.</summary>
    private const string Clock = "firstOfThisMonth";

    /// <summary>Variables that azd sets by itself.</summary>
    private static readonly string[] OfAzd = ["AZURE_ENV_NAME", "AZURE_LOCATION", "AZURE_PRINCIPAL_ID", "AZURE_PRINCIPAL_TYPE"];

    private static readonly IReadOnlyDictionary<string, (string Variable, string Default)> Given =
        JsonNode.Parse(InfraFiles.Read("infra", "main.parameters.json"))!["parameters"]!.AsObject()
            .ToDictionary(parameter => parameter.Key, parameter => Substitution(parameter.Value!["value"]!.GetValue<string>()));

    [Fact]
    public void Every_parameter_is_given() =>
        Given.Keys.ShouldBe(InfraFiles.Main.Parameters.Select(parameter => parameter.Name).Except([Clock]), ignoreOrder: true);

    [Fact]
    public void What_is_not_set_is_the_default_of_Bicep()
    {
        foreach (var parameter in InfraFiles.Main.Parameters.Where(parameter => parameter.Default is not null && parameter.Name is not (Clock or "principalType")))
            Given[parameter.Name].Default.ShouldBe(InfraFiles.Values(InfraFiles.Main).Text(parameter.Default!), parameter.Name);
    }

    [Fact]
    public void The_page_has_every_variable_and_no_other()
    {
        var page = InfraFiles.Read("infra", "README.md");
        var explained = page.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .SelectMany(line => Variable().Matches(line.Split('|')[1])).Select(match => match.Groups["name"].Value);

        explained.ShouldBe(Given.Values.Select(given => given.Variable).Except(OfAzd), ignoreOrder: true);
        foreach (var name in OfAzd)
            page.ShouldContain($"`{name}`");
    }

    [Fact]
    public void A_pipeline_is_given_every_variable_but_the_secrets()
    {
        var secrets = InfraFiles.Main.Parameters.Where(parameter => parameter.IsSecure).Select(parameter => Given[parameter.Name].Variable);
        var expected = Given.Values.Select(given => given.Variable).Except(OfAzd).Except(secrets).ToList();

        Listed().Matches(InfraFiles.Read("azure.yaml")).Select(match => match.Groups["name"].Value).ShouldBe(expected, ignoreOrder: true);
        var workflow = InfraFiles.Read(".github", "workflows", "azure-dev.yml");
        foreach (var name in expected)
            workflow.ShouldContain($"{name}: ${{{{ vars.{name} }}}}");
        foreach (var name in secrets)
            workflow.ShouldNotContain(name);
    }

    private static (string Variable, string Default) Substitution(string value)
    {
        var match = Substituted().Match(value);
        match.Success.ShouldBeTrue(value);
        return (match.Groups["name"].Value, match.Groups["default"].Value);
    }

    [GeneratedRegex(@"^\$\{(?<name>[A-Z_]+)(=(?<default>[^}]+))?\}$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Substituted();

    [GeneratedRegex("`(?<name>[A-Z_]+)`", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Variable();

    [GeneratedRegex("^    - (?<name>[A-Z_]+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Listed();
}
