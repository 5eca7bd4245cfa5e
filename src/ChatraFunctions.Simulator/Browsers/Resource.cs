namespace ChatraFunctions.Simulator.Browsers;

/// <summary>What is embedded in this assembly.</summary>
internal static class Resource
{
    /// <summary>Those of a folder, by their names in it.</summary>
    public static IEnumerable<string> Names(string folder) => typeof(Resource).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(folder, StringComparison.Ordinal)).Select(name => name[folder.Length..]);

    public static string Text(string name)
    {
        var stream = typeof(Resource).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"No resource {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
