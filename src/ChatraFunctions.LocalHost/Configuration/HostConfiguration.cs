namespace ChatraFunctions.LocalHost;

/// <summary>
/// The configuration Core Tools would give: <c>host.json</c> (under <c>AzureFunctionsJobHost</c>), then the <c>Values</c> of
/// <c>local.settings.json</c>, then the environment; the later wins. The host's own settings are overridden as in Azure, with
/// <c>AzureFunctionsJobHost__extensions__queues__batchSize</c> and the like.
/// </summary>
public static class HostConfiguration
{
    internal const string HostSection = "AzureFunctionsJobHost";

    /// <summary>Both files are looked for in the working directory and above it, then in the program's folder and above it.</summary>
    /// <param name="overrides">What wins over everything else, with <c>:</c> or <c>__</c> between the parts of a name.</param>
    /// <exception cref="SettingException">There is no <c>host.json</c>, or one of the files is not what it should be.</exception>
    public static IConfigurationRoot Load(IEnumerable<KeyValuePair<string, string?>>? overrides = null)
    {
        var hostJson = Find("host.json") ?? throw new SettingException("host.json: not found in the working directory or above it.");
        return new ConfigurationBuilder()
            .AddInMemoryCollection(HostJson(hostJson))
            .AddInMemoryCollection(Find("local.settings.json") is { } path ? LocalSettings(path) : [])
            .AddEnvironmentVariables()
            .AddInMemoryCollection(Named(overrides ?? []))
            .Build();
    }

    internal static IEnumerable<KeyValuePair<string, string?>> HostJson(string path) =>
        Read(path).AsEnumerable().Select(pair => KeyValuePair.Create($"{HostSection}:{pair.Key}", pair.Value));

    internal static IEnumerable<KeyValuePair<string, string?>> LocalSettings(string path) =>
        Named(Read(path).GetSection("Values").AsEnumerable(makePathsRelative: true));

    private static string? Find(string file) =>
        FromHereUp(Directory.GetCurrentDirectory())
            .Concat(FromHereUp(AppContext.BaseDirectory))
            .Select(folder => Path.Combine(folder, file))
            .FirstOrDefault(File.Exists);

    private static IEnumerable<string> FromHereUp(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            yield return folder.FullName;
    }

    private static IConfigurationRoot Read(string path)
    {
        try
        {
            return new ConfigurationBuilder().AddJsonFile(path, optional: false, reloadOnChange: false).Build();
        }
        catch (InvalidDataException exception)
        {
            throw new SettingException($"{Path.GetFileName(path)}: {exception.GetBaseException().Message.ReplaceLineEndings(" ")}", exception);
        }
    }

    private static IEnumerable<KeyValuePair<string, string?>> Named(IEnumerable<KeyValuePair<string, string?>> settings) =>
        settings.Select(pair => KeyValuePair.Create(pair.Key.Replace("__", ":", StringComparison.Ordinal), pair.Value));
}
