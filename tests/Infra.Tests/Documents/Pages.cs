using TestKit;

namespace Infra.Tests.Documents;

/// <summary>What people read and copy from, by its path in the repository.</summary>
internal static class Pages
{
    /// <summary>The pages of src/Chatra.Api and of the simulator tell of Chatra's own addresses, and are tested there.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "README.md",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "SECURITY.md",
        .. Below("docs", "*.md"),
        "infra/README.md",
        .. Below("infra/hooks", "*"),
        "samples/README.md",
        "tools/DevTool/Running/Up.cs",
    ];

    public static IEnumerable<string> Below(string folder, string pattern) =>
        Directory.EnumerateFiles(RepositoryRoot.Combine(folder), pattern, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(RepositoryRoot.Path, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(part => part is "bin" or "obj"))
            .Order(StringComparer.Ordinal);

    public static string Read(string page) => InfraFiles.Read(page);
}
