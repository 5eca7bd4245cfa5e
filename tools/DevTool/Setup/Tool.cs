using System.Diagnostics;

namespace DevTool.Setup;

/// <summary>Runs a tool of the machine (dotnet, node, npm) to its end.</summary>
internal static class Tool
{
    // The very SDK that runs this, not whichever comes first on the path.
    public static string Dotnet { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    /// <summary>Shows its output as it comes.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string tool, string[] arguments, string directory, CancellationToken cancellationToken)
    {
        using var process = Start(tool, arguments, directory, capture: false);
        await FinishAsync(process, cancellationToken);
        return process.ExitCode;
    }

    /// <summary>Keeps its output, with errors, for the caller.</summary>
    public static async Task<(int ExitCode, string Output)> CaptureAsync(
        string tool, string[] arguments, string directory, CancellationToken cancellationToken)
    {
        using var process = Start(tool, arguments, directory, capture: true);
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await FinishAsync(process, cancellationToken);
        return (process.ExitCode, await output + await errors);
    }

    private static Process Start(string tool, string[] arguments, string directory, bool capture)
    {
        // npm is a script on Windows, which only the command interpreter starts.
        string[] command = OperatingSystem.IsWindows() && tool == "npm" ? ["cmd", "/c", tool, .. arguments] : [tool, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = capture,
            RedirectStandardError = capture,
        };
        // What is read from the output must not depend on the language of the machine.
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        return Process.Start(start)!;
    }

    private static async Task FinishAsync(Process process, CancellationToken cancellationToken)
    {
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
