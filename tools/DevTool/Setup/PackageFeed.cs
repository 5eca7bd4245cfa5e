using System.Text.RegularExpressions;

namespace DevTool.Setup;

/// <summary>
/// Restores the solution. Where the feed lacks a package that has a stand-in (src/PackageFallbacks), its id goes into the marker
/// file that Directory.Build.props reads, and only then.
/// </summary>
internal static partial class PackageFeed
{
    // What a feed may lack, and the stand-in that makes up for it. A newer Azure.Storage.* needs System.IO.Hashing;
    // with that stand-in, Directory.Packages.props asks for the older ones.
    private static readonly (string PackagePrefix, string Fallback)[] Fallbacks =
    [
        ("Microsoft.Azure.Functions.Worker", "Microsoft.Azure.Functions.Worker"),
        ("Azure.Data.Tables", "Azure.Data.Tables"),
        ("System.IO.Hashing", "System.IO.Hashing"),
        ("Azure.Storage.", "System.IO.Hashing"),
        // Not a stand-in: without this analyzer the ban on clocks is not checked, and all else is the same.
        ("Microsoft.CodeAnalysis.BannedApiAnalyzers", "Microsoft.CodeAnalysis.BannedApiAnalyzers"),
    ];

    public static async Task RestoreAsync(Repository repository, CancellationToken cancellationToken)
    {
        Say.Step("Restoring packages");
        while (true)
        {
            var (exitCode, output) = await Tool.CaptureAsync(
                Tool.Dotnet, ["restore", repository.Solution, "-v", "q", "-nologo"], repository.Root, cancellationToken);
            if (exitCode == 0)
                return;
            if (!await AddFallbacksAsync(repository, output, cancellationToken))
                throw new Trouble($"dotnet restore failed:{Environment.NewLine}{output}");
        }
    }

    private static async Task<bool> AddFallbacksAsync(Repository repository, string output, CancellationToken cancellationToken)
    {
        string[] known = File.Exists(repository.FallbackMarker)
            ? await File.ReadAllLinesAsync(repository.FallbackMarker, cancellationToken)
            : [];
        var added = FallbacksFor(output).Except(known).ToArray();
        if (added.Length == 0)
            return false;

        await File.WriteAllLinesAsync(repository.FallbackMarker, [.. known, .. added], cancellationToken);
        Say.Step($"The package feed lacks {string.Join(", ", added)}: building with src/PackageFallbacks instead "
            + "(noted in .package-fallbacks; delete it to try the feed again)");
        return true;
    }

    private static IEnumerable<string> FallbacksFor(string restoreOutput) =>
        from match in MissingPackage().Matches(restoreOutput)
        from fallback in Fallbacks
        where match.Groups["id"].Value.StartsWith(fallback.PackagePrefix, StringComparison.OrdinalIgnoreCase)
        select fallback.Fallback;

    // NU1101 no such package, NU1102 no such version, NU1103 only prereleases of it.
    [GeneratedRegex(@"error NU110[123]: Unable to find (?:a stable )?package (?<id>[\w.-]+)")]
    private static partial Regex MissingPackage();
}
