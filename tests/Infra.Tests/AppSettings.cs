using Infra.Tests.Bicep;

namespace Infra.Tests;

/// <summary>The app settings of infra/app/functions.bicep, with the values they have in an environment where nothing is set.</summary>
internal static class AppSettings
{
    public static IReadOnlyDictionary<string, string> Read()
    {
        var file = InfraFiles.Named("functions");
        var settings = file.Resources().Single(resource => resource is { Type: "Microsoft.Web/sites/config", Symbol: "settings" });
        var own = settings.Body.Property("properties")!.Descendants().First(node => node.Type == "object");
        return own.Properties().ToDictionary(setting => setting.Name, setting => Value(setting.Name, setting.Value, file));
    }

    /// <summary>Addresses and identities are known only once the resources are there.</summary>
    private static string Value(string name, BicepNode value, BicepFile file) => name switch
    {
        "APPLICATIONINSIGHTS_CONNECTION_STRING" => "InstrumentationKey=of-the-resource",
        _ when name.EndsWith("Uri", StringComparison.Ordinal) => "https://example.test/",
        _ when name.EndsWith("ClientId", StringComparison.OrdinalIgnoreCase) => $"{Guid.Empty}",
        _ => InfraFiles.Values(file).Text(value),
    };
}
