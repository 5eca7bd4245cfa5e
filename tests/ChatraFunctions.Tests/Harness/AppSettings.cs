namespace ChatraFunctions.Tests.Harness;

/// <summary>
/// The app's settings in the environment's spelling, with everything fast that may be: queues are polled every half second (more
/// often, many apps at once keep Azurite from its work), and failed work comes back after two seconds.
/// </summary>
internal static class AppSettings
{
    public static Dictionary<string, string> Fast(string storage, SimulatedChatra chatra, params (string Name, string Value)[] changes)
    {
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["AzureWebJobsStorage"] = storage,
            ["AzureFunctionsJobHost__extensions__queues__visibilityTimeout"] = "00:00:02",
            ["AzureFunctionsJobHost__extensions__queues__maxPollingInterval"] = "00:00:00.500",
            ["Telemetry__Interval"] = "01:00:00", // The calls that a test counts are its own.
            ["LocalHost__ShutdownGrace"] = "00:00:05",
            ["Chatra__BaseUrl"] = chatra.BaseUrl,
            ["Chatra__PublicKey"] = SimulatedChatra.PublicKey,
            ["Chatra__SecretKey"] = SimulatedChatra.SecretKey,
            ["Chatra__RequestsPerMinute"] = "600",
        };
        foreach (var (name, value) in changes)
            settings[name] = value;

        return settings;
    }
}
