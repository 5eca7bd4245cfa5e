using System.Diagnostics;
using TestKit;

namespace Infra.Tests;

/// <summary>
/// The app as azd publishes it, from a copy of the sources beside which a laptop's settings lie: a publish in place would leave its own
/// traces in the folders that the next build uses.
/// </summary>
internal static class PublishedApp
{
    /// <summary>It takes half a minute on an idle machine; several times that on a busy one.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(9);

    private static readonly string[] AtTheRoot =
        ["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json", "host.json", "BannedSymbols.txt", ".editorconfig", ".package-fallbacks", "local.settings.sample.json"];

    /// <returns>The folder that is published.</returns>
    public static async Task<string> CreateAsync(string workplace, CancellationToken cancellationToken)
    {
        foreach (var file in AtTheRoot.Select(name => RepositoryRoot.Combine(name)).Where(File.Exists))
            File.Copy(file, Path.Combine(workplace, Path.GetFileName(file)));

        File.Copy(RepositoryRoot.Combine("local.settings.sample.json"), Path.Combine(workplace, "local.settings.json"));
        Copy(RepositoryRoot.Combine("src"), Path.Combine(workplace, "src"));
        var published = Path.Combine(workplace, "published");
        await PublishAsync(workplace, published, cancellationToken);
        return published;
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var folder in Directory.EnumerateDirectories(from).Where(folder => Path.GetFileName(folder) is not ("bin" or "obj")))
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
    }

    private static async Task PublishAsync(string workplace, string published, CancellationToken cancellationToken)
    {
        // The build of the solution has run the analyzers already.
        string[] arguments =
            ["publish", "src/ChatraFunctions", "-c", "Release", "-o", published, "--nologo", "-v", "q", "--disable-build-servers", "-p:RunAnalyzers=false"];
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = workplace, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            var output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
            await process.WaitForExitAsync(limit.Token);
            process.ExitCode.ShouldBe(0, string.Concat(output));
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
