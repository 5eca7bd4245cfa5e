using ChatraFunctions.LocalHost;
using Microsoft.Extensions.Configuration;

namespace ChatraFunctions.Tests.Configuration;

/// <summary>The names of all settings, seen at a start of the app.</summary>
internal static class SettingsInCode
{
    /// <summary>What the web server and the sections of host.json ask for is not ours.</summary>
    private static readonly string[] Ours = ["AzureWebJobsStorage", "KeyVault__", "Chatra__", "Outbox__", "Orders__", "Webhooks__", "Widget__", "Retention__", "Telemetry__", "OTEL_", "APPLICATIONINSIGHTS_", "LocalHost__"];

    public static async Task<IReadOnlyList<string>> ReadAsync()
    {
        var settings = new RecordedSettings(SampleSettings.ByName);
        var configuration = new ConfigurationBuilder().Add(settings).Build();
        await using var host = LocalFunctionsHost.ForChatra(configuration);
        var asked = settings.Asked.Where(name => Ours.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))).Select(WithoutIndex).Distinct().ToList();

        // A section is asked for as well as what is in it.
        return [.. asked.Where(name => !asked.Exists(other => other.StartsWith(name + "__", StringComparison.Ordinal)))];
    }

    /// <summary>A list is one setting.</summary>
    public static string WithoutIndex(string name) => name.TrimEnd('0', '1', '2', '3', '4', '5').TrimEnd('_');
}
