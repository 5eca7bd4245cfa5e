using System.Collections.Concurrent;
using System.Diagnostics;
using TestKit;

namespace ChatraFunctions.Tests.Harness;

/// <summary>
/// The app as a process of its own, as a developer runs it: it can be killed (SIGKILL) at any instant and started again with the
/// same settings. Not more than three are starting at once: that is what costs time.
/// </summary>
internal sealed class AppProcess : IAsyncDisposable
{
    private const string Listening = "Listening on ";

    private static readonly SemaphoreSlim Starting = new(3);

    private readonly ConcurrentQueue<string> _output = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("chatra-app-");
    private readonly IReadOnlyDictionary<string, string> _settings;
    private Process? _process;
    private Api? _api;

    private AppProcess(IReadOnlyDictionary<string, string> settings, string localSettings)
    {
        _settings = settings;
        File.Copy(RepositoryRoot.Combine("host.json"), Path.Combine(_folder.FullName, "host.json"));
        File.WriteAllText(Path.Combine(_folder.FullName, "local.settings.json"), localSettings);
    }

    public Api Api => _api ?? throw new InvalidOperationException("Not started.");

    /// <summary>All lines that it ever wrote, to either stream, over all its starts.</summary>
    public IReadOnlyCollection<string> Output => _output;

    public bool IsRunning => _process is { HasExited: false };

    /// <summary>The most bytes that it had in memory since it was started last.</summary>
    public long PeakMemory
    {
        get
        {
            _process!.Refresh();
            return _process.PeakWorkingSet64;
        }
    }

    /// <param name="settings">Its environment.</param>
    /// <param name="localSettings">Its local.settings.json; never the developer's own.</param>
    public static async Task<AppProcess> StartAsync(IReadOnlyDictionary<string, string> settings, string localSettings = "{}")
    {
        var app = new AppProcess(settings, localSettings);
        await app.StartAsync();
        return app;
    }

    /// <summary>Starts it, again on the same storage; on another port.</summary>
    public async Task StartAsync()
    {
        await Starting.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            var listening = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
            var process = new Process { StartInfo = StartInfo(), EnableRaisingEvents = true };
            process.OutputDataReceived += (_, line) => Keep(line.Data, listening);
            process.ErrorDataReceived += (_, line) => Keep(line.Data, listening);
            process.Exited += (_, _) => listening.TrySetException(new InvalidOperationException($"The app ended: {string.Join('\n', _output.TakeLast(20))}"));
            process.Start();
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            _process = process;
            var address = await listening.Task.WaitAsync(Eventually.Patience, TestContext.Current.CancellationToken);
            _api?.Dispose();
            _api = new Api(address);
        }
        finally
        {
            Starting.Release();
        }
    }

    /// <summary>SIGKILL; returns when it is dead.</summary>
    public void Kill()
    {
        _process!.Kill();
        _process.WaitForExit();
    }

    public ValueTask DisposeAsync()
    {
        _api?.Dispose();
        if (_process is { HasExited: false })
            Kill();

        _process?.Dispose();
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private ProcessStartInfo StartInfo()
    {
        var program = Path.Combine(AppContext.BaseDirectory, "ChatraFunctions.LocalHost.dll");
        var start = new ProcessStartInfo("dotnet", [program, "--port", "0"])
        {
            WorkingDirectory = _folder.FullName,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(IsSetting).ToList())
            start.Environment.Remove(name);

        start.Environment["DOTNET_TieredPGO"] = "0"; // It lives for seconds.
        foreach (var (name, value) in _settings)
            start.Environment[name] = value;

        return start;
    }

    private static bool IsSetting(string name) =>
        name.Contains("__", StringComparison.Ordinal) || name.StartsWith("AzureWebJobs", StringComparison.OrdinalIgnoreCase);

    private void Keep(string? line, TaskCompletionSource<Uri> listening)
    {
        if (line is null)
            return;

        _output.Enqueue(line);
        if (line.StartsWith(Listening, StringComparison.Ordinal))
            listening.TrySetResult(new Uri(line[Listening.Length..]));
    }
}
