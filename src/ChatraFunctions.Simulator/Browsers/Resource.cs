namespace ChatraFunctions.Simulator.Browsers;

/// <summary>What is embedded in this assembly.</summary>
internal static class Resource
{
    public static string Text(string name)
    {
        var stream = typeof(Resource).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"No resource {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
