using System.ComponentModel;

namespace DevTool.Setup;

/// <summary>What comes from npm: Azurite, the storage emulator, the grammar of Bicep and Chatra's own module, at the versions of their <c>package-lock.json</c>.</summary>
internal static class NodeModules
{
    private const int OldestNode = 20;

    public static Task EnsureAzuriteAsync(Repository repository, CancellationToken cancellationToken) =>
        EnsureAsync("Azurite", repository.Azurite, cancellationToken);

    public static Task EnsureBicepAsync(Repository repository, CancellationToken cancellationToken) =>
        EnsureAsync("the grammar of Bicep", repository.Bicep, cancellationToken);

    public static Task EnsureChatraModuleAsync(Repository repository, CancellationToken cancellationToken) =>
        EnsureAsync("Chatra's npm module", repository.ChatraModule, cancellationToken);

    /// <exception cref="Trouble">Node or npm is missing or too old.</exception>
    public static async Task RequireNodeAsync(Repository repository, CancellationToken cancellationToken)
    {
        var node = await VersionOfAsync("node", repository, cancellationToken);
        var npm = await VersionOfAsync("npm", repository, cancellationToken);
        if (npm is null || !Version.TryParse(node?.TrimStart('v'), out var version) || version.Major < OldestNode)
        {
            throw new Trouble(
                $"Node.js {OldestNode} or newer with npm is needed, for the storage emulator Azurite (found: node {node ?? "none"}, npm {npm ?? "none"}). "
                + "Get it from https://nodejs.org and try again.");
        }
    }

    private static async Task EnsureAsync(string what, string folder, CancellationToken cancellationToken)
    {
        if (IsCurrent(folder))
            return;

        Say.Step($"Installing {what} (npm ci in tools/{Path.GetFileName(folder)})");
        var (exitCode, output) = await Tool.CaptureAsync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], folder, cancellationToken);
        if (exitCode != 0)
            throw new Trouble($"npm ci failed in {folder}:{Environment.NewLine}{output}");
    }

    private static bool IsCurrent(string folder)
    {
        // npm writes this copy of the lock file last, so an interrupted install does not count.
        var installed = Path.Combine(folder, "node_modules", ".package-lock.json");
        return File.Exists(installed)
            && File.GetLastWriteTimeUtc(installed) >= File.GetLastWriteTimeUtc(Path.Combine(folder, "package-lock.json"));
    }

    private static async Task<string?> VersionOfAsync(string tool, Repository repository, CancellationToken cancellationToken)
    {
        try
        {
            var (exitCode, output) = await Tool.CaptureAsync(tool, ["--version"], repository.Root, cancellationToken);
            return exitCode == 0 ? output.Trim() : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
