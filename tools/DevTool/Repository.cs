namespace DevTool;

/// <summary>Where things are in the repository.</summary>
internal sealed record Repository(string Root)
{
    /// <summary>The project that runs the functions without Core Tools.</summary>
    public const string Functions = "ChatraFunctions.LocalHost";

    public const string Simulator = "ChatraFunctions.Simulator";

    // One configuration for every command, the one `dotnet test` takes: nothing is built twice.
    public const string Configuration = "Debug";

    public string Solution => Path("ChatraFunctions.sln");

    public string FallbackMarker => Path(".package-fallbacks");

    public string Azurite => Path("tools", "azurite");

    public string Bicep => Path("tools", "bicep");

    public string ChatraModule => Path("tools", "chatra");

    public string Payloads => Path("tests", "Payloads");

    public string ProjectFile(string project) => Path("src", project, $"{project}.csproj");

    public string Binary(string project) => Path("src", project, "bin", Configuration, "net10.0", $"{project}.dll");

    public static string TestBinary(string projectFile) => System.IO.Path.Combine(
        System.IO.Path.GetDirectoryName(projectFile)!,
        "bin",
        Configuration,
        "net10.0",
        System.IO.Path.ChangeExtension(System.IO.Path.GetFileName(projectFile), "dll"));

    /// <summary>Some test projects are empty libraries where the feed lacks what they test; then nothing of theirs can be run.</summary>
    public static bool IsRunnable(string testProject) => File.Exists(System.IO.Path.ChangeExtension(TestBinary(testProject), "runtimeconfig.json"));

    public IEnumerable<string> TestProjects() =>
        Directory.EnumerateFiles(Path("tests"), "*.Tests.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    public string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);
}
