namespace DevTool.Running;

/// <summary>An environment for the functions in which nothing counts that the user has set: no sample may go to a real account.</summary>
internal static class IsolatedSettings
{
    private static readonly string[] Sections = ["AzureWebJobsStorage", "AzureFunctionsJobHost", "Chatra", "KeyVault", "LocalHost", "Orders", "Outbox", "Webhooks"];

    /// <returns>These settings, and null, which takes a variable away, for all others of ours.</returns>
    public static Dictionary<string, string?> With(Dictionary<string, string?> settings)
    {
        var own = Environment.GetEnvironmentVariables().Keys.Cast<string>()
            .Where(name => Sections.Contains(name.Split("__")[0], StringComparer.OrdinalIgnoreCase))
            .ToDictionary(name => name, _ => (string?)null, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in settings)
            own[name] = value;

        return own;
    }
}
