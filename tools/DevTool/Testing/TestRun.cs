using DevTool.Setup;

namespace DevTool.Testing;

/// <summary>All test projects, one after the other: several of them measure real time.</summary>
internal static class TestRun
{
    private static readonly TimeSpan ProjectLimit = TimeSpan.FromMinutes(30);

    /// <returns>0 when every test of every project ran and passed.</returns>
    public static async Task<int> RunAsync(Repository repository, CancellationToken cancellationToken)
    {
        await NodeModules.RequireNodeAsync(repository, cancellationToken);
        await Task.WhenAll(
            NodeModules.EnsureAzuriteAsync(repository, cancellationToken),
            NodeModules.EnsureBicepAsync(repository, cancellationToken),
            NodeModules.EnsureChatraModuleAsync(repository, cancellationToken),
            Browser.EnsureAsync(repository, cancellationToken),
            PackageFeed.RestoreAsync(repository, cancellationToken));
        Say.Step("Building the solution");
        var isBuilt = await Binaries.BuildAsync(repository, repository.Solution, cancellationToken) == 0;

        var tally = new Tally(0, 0);
        foreach (var project in repository.TestProjects())
            tally += await RunAsync(repository, project, isBuilt, cancellationToken);
        if (!isBuilt && tally.Failed == 0)
            tally += Tally.Failure("The solution", "does not build");

        Say.Line($"{tally.Passed} passed, {tally.Failed} failed");
        return tally.Failed == 0 ? 0 : 1;
    }

    private static async Task<Tally> RunAsync(Repository repository, string project, bool isBuilt, CancellationToken cancellationToken)
    {
        var name = Path.GetFileNameWithoutExtension(project);
        Say.Step($"Testing {name}");
        // One project that does not build must not hide the results of the others.
        if (!isBuilt && await Binaries.BuildAsync(repository, project, cancellationToken) != 0)
            return Tally.Failure(name, "does not build");

        if (!Repository.IsRunnable(project))
        {
            Say.Line($"{name} tests packages that the feed lacks: nothing to run here.");
            return new Tally(0, 0);
        }

        var results = repository.Path("artifacts", "test-results", $"{name}.trx");
        Directory.CreateDirectory(Path.GetDirectoryName(results)!);
        File.Delete(results);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(ProjectLimit);
        try
        {
            // An xunit.v3 test project is a program of its own.
            var exitCode = await Tool.RunAsync(
                Tool.Dotnet, [Repository.TestBinary(project), "-noLogo", "-noColor", "-failSkips", "-result-trx", results], repository.Root, limit.Token);
            return Tally.Of(name, results, exitCode);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Tally.Failure(name, $"was ended after {ProjectLimit.TotalMinutes:0} minutes");
        }
    }
}
