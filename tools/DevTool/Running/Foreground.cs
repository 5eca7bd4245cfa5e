using DevTool.Setup;

namespace DevTool.Running;

/// <summary>One program alone, as if it had been started directly.</summary>
internal static class Foreground
{
    /// <returns>The exit code of the program.</returns>
    public static async Task<int> RunAsync(Repository repository, string project, string[] arguments, CancellationToken cancellationToken)
    {
        await Binaries.BuildAsync(repository, cancellationToken, project);
        await using var child = Child.Start(new Launch(project, Tool.Dotnet, [repository.Binary(project), .. arguments]) { OwnsTerminal = true });
        await using var stop = cancellationToken.Register(() => _ = child.StopAsync());
        return await child.Exit;
    }
}
