using System.Collections.Concurrent;
using System.Diagnostics;

namespace TestKit;

/// <summary>One run of the Azurite that <c>tools/azurite</c> pins.</summary>
internal sealed class AzuriteProcess : IAsyncDisposable
{
    private static readonly int ServiceCount = Enum.GetValues<StorageService>().Length;
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly TaskCompletionSource _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _services;

    private AzuriteProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        // A test run that is stopped half-way must not leave an Azurite behind.
        AppDomain.CurrentDomain.ProcessExit += EndWithUs;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public static async Task<AzuriteProcess> StartAsync(
        IReadOnlyDictionary<StorageService, int> ports,
        string location,
        string accounts,
        CancellationToken cancellationToken)
    {
        var azurite = new AzuriteProcess(StartInfo(ports, location, accounts));
        try
        {
            await azurite.WaitUntilItListensAsync(cancellationToken);
            return azurite;
        }
        catch
        {
            await azurite.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= EndWithUs;
        EndWithUs(this, EventArgs.Empty);
        using var limit = new CancellationTokenSource(StopLimit);
        await _process.WaitForExitAsync(limit.Token);
        _process.Dispose();
    }

    private static ProcessStartInfo StartInfo(IReadOnlyDictionary<StorageService, int> ports, string location, string accounts)
    {
        var script = RepositoryRoot.Combine("tools", "azurite", "node_modules", "azurite", "dist", "src", "azurite.js");
        if (!File.Exists(script))
            throw new AzuriteException("Azurite is not installed in tools/azurite; run: dotnet run dev.cs test");

        string[] arguments =
        [
            script,
            "--location",
            location,
            "--silent",
            "--skipApiVersionCheck",
            "--disableTelemetry",
            .. ports.SelectMany(port => Listen(port.Key, port.Value)),
        ];
        var start = new ProcessStartInfo("node", arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = location,
        };
        start.Environment["AZURITE_ACCOUNTS"] = accounts;
        return start;
    }

    private static string[] Listen(StorageService service, int port)
    {
        var name = service.ToString().ToLowerInvariant();
        return [$"--{name}Host", "127.0.0.1", $"--{name}Port", $"{port}"];
    }

    private async Task WaitUntilItListensAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StartLimit);
        var first = await Task.WhenAny(_listening.Task, _process.WaitForExitAsync(limit.Token));
        if (first != _listening.Task)
        {
            await first;
            throw Ended();
        }
    }

    private AzuriteException Ended()
    {
        _process.WaitForExit();
        var output = string.Join(Environment.NewLine, _output);
        return new AzuriteException(
            $"Azurite ended with exit code {_process.ExitCode}:{Environment.NewLine}{output}",
            output.Contains("EADDRINUSE", StringComparison.Ordinal));
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;

        if (_output.Count < 100)
            _output.Enqueue(line);
        // Its own word, not an answer at the port, which may be another process's.
        var isListening = line.Contains("successfully listening", StringComparison.Ordinal);
        if (isListening && Interlocked.Increment(ref _services) == ServiceCount)
            _listening.SetResult();
    }

    private void EndWithUs(object? sender, EventArgs arguments)
    {
        if (!_process.HasExited)
            Signals.Terminate(_process);
    }
}
