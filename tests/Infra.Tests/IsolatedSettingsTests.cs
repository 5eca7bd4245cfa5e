using System.Text.Json;
using DevTool.Running;

namespace Infra.Tests;

/// <summary>The demo and the pictures are the same whatever the one who makes them has in the environment.</summary>
public sealed class IsolatedSettingsTests
{
    /// <summary>The sample has every setting that the code reads, which is tested; these are more of theirs, or are read by libraries.</summary>
    private static readonly string[] Others =
    [
        "AzureWebJobsStorage__accountName", "AzureFunctionsJobHost__logging__logLevel__default", "Chatra:BaseUrl", "RETENTION__DAYS", "Widget__Setup__Other",
        "APPLICATIONINSIGHTS_STATSBEAT_DISABLED", "OTEL_TRACES_SAMPLER", "OTEL_RESOURCE_ATTRIBUTES", "OTEL_EXPORTER_OTLP_HEADERS", "otel_sdk_disabled",
    ];

    private static readonly string[] NotOurs = ["PATH", "HOME", "DOTNET_ROOT", "OTELLO", "Widgets__Setup"];

    [Fact]
    public void Every_setting_of_ours_is_taken_away()
    {
        using var sample = JsonDocument.Parse(InfraFiles.Read("local.settings.sample.json"));
        string[] ours = [.. sample.RootElement.GetProperty("Values").EnumerateObject().Select(setting => setting.Name), .. Others];

        var environment = IsolatedSettings.With([], ours);

        ours.ShouldAllBe(name => environment.ContainsKey(name) && environment[name] == null);
        ours.Length.ShouldBeGreaterThan(60);
    }

    [Fact]
    public void What_is_given_counts_and_what_is_not_ours_stays()
    {
        var environment = IsolatedSettings.With(new() { ["Chatra__BaseUrl"] = "http://127.0.0.1/" }, [.. NotOurs, "Chatra__BaseUrl", "chatra__baseurl"]);

        environment.ShouldBe(new Dictionary<string, string?> { ["Chatra__BaseUrl"] = "http://127.0.0.1/", ["chatra__baseurl"] = null }, ignoreOrder: true);
    }
}
