using System.Collections.Concurrent;
using System.Diagnostics;

namespace TestKit;

/// <summary>One run of the Azurite that <c>tools/azurite</c> pins.</summary>
internal sealed class AzuriteProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();

    private AzuriteProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        // A test run that is stopped half-way must not leave an Azurite behind.
        AppDomain.CurrentDomain.ProcessExit += EndWithUs;
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
            azurite._process.Start();
            azurite._process.BeginOutputReadLine();
            azurite._process.BeginErrorReadLine();
            await azurite.WaitUntilItAnswersAsync(ports.Values, cancellationToken);
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

    private async Task WaitUntilItAnswersAsync(IEnumerable<int> ports, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StartLimit);
        foreach (var port in ports)
        {
            while (!await AnswersAsync(http, port, limit.Token))
            {
                if (_process.HasExited)
                    throw Ended();
                await Task.Delay(Pause, limit.Token);
            }
        }
    }

    /// <summary>Any answer will do: without a signature it is a 400 or 403.</summary>
    private static async Task<bool> AnswersAsync(HttpClient http, int port, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{port}/"), cancellationToken);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
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
        if (line is not null && _output.Count < 100)
            _output.Enqueue(line);
    }

    private void EndWithUs(object? sender, EventArgs arguments)
    {
        if (!_process.HasExited)
            Signals.Terminate(_process);
    }
}
