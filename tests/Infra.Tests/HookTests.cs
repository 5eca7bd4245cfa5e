using System.Text.RegularExpressions;

namespace Infra.Tests;

/// <summary>What <c>azd up</c> says at its end.</summary>
public sealed partial class HookTests
{
    private static readonly string Posix = InfraFiles.Read("infra", "hooks", "postdeploy.sh");
    private static readonly string Windows = InfraFiles.Read("infra", "hooks", "postdeploy.ps1");

    [Theory]
    [InlineData("/webhooks/chatra", "/webhooks/chatra")]
    [InlineData("/orders/shopify", "/orders/{source}")]
    [InlineData("/orders/woocommerce", "/orders/{source}")]
    public void It_names_the_three_addresses_and_the_app_has_them(string address, string route)
    {
        Posix.ShouldContain($"$api{address}?code=KEY\n");
        InfraFiles.Read("README.md").ShouldContain($"| POST `{route}` |");
    }

    [Fact]
    public void It_says_the_same_on_every_machine() =>
        Environment().Replace(Said(Windows, "@\"\n", "\n\"@"), "$$${name}").Replace("``", "\\\\", StringComparison.Ordinal)
            .ShouldBe(Said(Posix, "<<TEXT\n", "\nTEXT"));

    [Theory]
    [InlineData("SERVICE_FUNCTIONS_URI")]
    [InlineData("SERVICE_FUNCTIONS_NAME")]
    [InlineData("AZURE_RESOURCE_GROUP")]
    public void What_it_takes_from_the_environment_is_an_output(string name)
    {
        Posix.ShouldContain($"${name}");
        InfraFiles.Main.Outputs.Select(output => output.Children[0].Text).ShouldContain(name);
    }

    private static string Said(string script, string begin, string end)
    {
        var from = script.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        return script[from..script.IndexOf(end, from, StringComparison.Ordinal)];
    }

    /// <summary>How PowerShell writes what is <c>$NAME</c> to a shell.</summary>
    [GeneratedRegex(@"\$\(\$env:(?<name>[A-Z_]+)\)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Environment();
}
