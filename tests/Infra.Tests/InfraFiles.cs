using Infra.Tests.Bicep;
using TestKit;

namespace Infra.Tests;

/// <summary>The Bicep files of <c>infra/</c>, parsed once.</summary>
internal static class InfraFiles
{
    private static readonly Lazy<IReadOnlyList<BicepFile>> Parsed = new(() => BicepParser.Parse(Paths()));

    public static IReadOnlyList<BicepFile> All => Parsed.Value;

    public static BicepFile Main => Named("main");

    public static BicepFile Named(string name) => All.Single(file => file.Name == $"{name}.bicep");

    public static BicepValues Values(BicepFile file) => new(file, Main);

    /// <summary>The names under which all files together create resources of a type.</summary>
    public static IEnumerable<string> Created(string type) =>
        from file in All
        from resource in file.Resources()
        where resource.Type == type && !resource.IsExisting
        from name in Values(file).NamesOf(resource)
        select name;

    public static string Read(params ReadOnlySpan<string> path) => File.ReadAllText(RepositoryRoot.Combine(path)).ReplaceLineEndings("\n");

    private static IEnumerable<string> Paths() =>
        Directory.EnumerateFiles(RepositoryRoot.Combine("infra"), "*.bicep", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
}
