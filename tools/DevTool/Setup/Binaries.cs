namespace DevTool.Setup;

/// <summary>Builds what a command runs, and no more.</summary>
internal static class Binaries
{
    public static async Task BuildAsync(Repository repository, CancellationToken cancellationToken, params string[] projects)
    {
        await PackageFeed.RestoreAsync(repository, cancellationToken);
        Say.Step($"Building {string.Join(" and ", projects)}");
        // Without analyzers, which are for who changes the code: a fifth of the time on a fresh machine. `test` builds with them.
        var exitCodes = await Task.WhenAll(projects.Select(project =>
            BuildAsync(repository, repository.ProjectFile(project), cancellationToken, "-p:RunAnalyzers=false")));
        if (exitCodes.Any(code => code != 0))
            throw new Trouble("The build failed; see above.");
    }

    /// <returns>The exit code of the build.</returns>
    public static Task<int> BuildAsync(Repository repository, string target, CancellationToken cancellationToken, params string[] properties) =>
        Tool.RunAsync(
            Tool.Dotnet,
            // Not `dotnet build`, which has a summary to say even when all is well.
            ["msbuild", target, $"-p:Configuration={Repository.Configuration}", "-m", "-v:q", "-nologo", .. properties],
            repository.Root,
            cancellationToken);
}
