namespace Infra.Tests;

/// <summary>What <c>azd up</c> says at its end.</summary>
public sealed class HookTests
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
        Said(Windows, "@\"\n", "\n\"@").Replace("$($env:", "$", StringComparison.Ordinal).Replace("_URI)", "_URI", StringComparison.Ordinal)
            .Replace("_GROUP)", "_GROUP", StringComparison.Ordinal).Replace("_NAME)", "_NAME", StringComparison.Ordinal).Replace("``", "\\\\", StringComparison.Ordinal)
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
}
