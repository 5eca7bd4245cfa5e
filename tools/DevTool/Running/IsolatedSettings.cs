namespace DevTool.Running;

/// <summary>
/// An environment for the functions in which nothing counts that the user has set: no sample may go to a real account, be it Chatra's or
/// one that collects telemetry, and what is shown is the same everywhere.
/// </summary>
internal static class IsolatedSettings
{
    private static readonly string[] Sections =
    [
        "AzureFunctionsJobHost", "AzureWebJobsStorage", "Chatra", "KeyVault", "LocalHost", "Orders", "Outbox", "Retention", "Telemetry", "Webhooks", "Widget",
    ];

    /// <summary>Settings that libraries read by themselves, more of them than we name.</summary>
    private static readonly string[] Families = ["APPLICATIONINSIGHTS_", "FUNCTIONS_", "OTEL_"];

    /// <summary>Where the parts of a name meet; most shells can only set the first.</summary>
    private static readonly string[] Borders = ["__", ":"];

    /// <returns>These settings, and null, which takes a variable away, for all others of ours.</returns>
    public static Dictionary<string, string?> With(Dictionary<string, string?> settings) =>
        With(settings, Environment.GetEnvironmentVariables().Keys.Cast<string>());

    internal static Dictionary<string, string?> With(Dictionary<string, string?> settings, IEnumerable<string> environment)
    {
        // Two names that differ only in case are one setting, and two variables.
        var own = environment.Where(IsOurs).ToDictionary(name => name, _ => (string?)null, StringComparer.Ordinal);
        foreach (var (name, value) in settings)
            own[name] = value;

        return own;
    }

    private static bool IsOurs(string name) =>
        Sections.Contains(name.Split(Borders, StringSplitOptions.None)[0], StringComparer.OrdinalIgnoreCase)
        || Array.Exists(Families, family => name.StartsWith(family, StringComparison.OrdinalIgnoreCase));
}
