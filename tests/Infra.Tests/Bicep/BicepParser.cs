using System.Diagnostics;
using System.Text;
using System.Text.Json;
using TestKit;

namespace Infra.Tests.Bicep;

/// <summary>Reads Bicep with the grammar that <c>tools/bicep</c> pins.</summary>
internal static class BicepParser
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static readonly JsonSerializerOptions TreesAreDeep = new(JsonSerializerDefaults.Web) { MaxDepth = 512 };

    /// <exception cref="InvalidOperationException">The grammar is not installed, or Node failed.</exception>
    public static IReadOnlyList<BicepFile> Parse(params IEnumerable<string> files)
    {
        var folder = RepositoryRoot.Combine("tools", "bicep");
        if (!Directory.Exists(Path.Combine(folder, "node_modules")))
            throw new InvalidOperationException("The Bicep grammar is not installed in tools/bicep; run: dotnet run dev.cs test");

        using var process = Process.Start(new ProcessStartInfo("node", [Path.Combine(folder, "parse.mjs"), .. files])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.UTF8,
        })!;
        var trees = process.StandardOutput.ReadToEnd();
        if (!process.WaitForExit(Limit) || process.ExitCode != 0)
            throw new InvalidOperationException("tools/bicep/parse.mjs failed; see above.");

        return [.. JsonSerializer.Deserialize<Tree[]>(trees, TreesAreDeep)!.Select(tree => new BicepFile(tree.File, tree.Root))];
    }

    private sealed record Tree(string File, BicepNode Root);
}
