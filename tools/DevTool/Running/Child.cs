using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace DevTool.Running;

/// <summary>A process that runs beside this one and ends with it.</summary>
internal sealed class Child : IAsyncDisposable
{
    private const int TailLength = 60;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    // Longer than the grace time in which the functions finish what runs.
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(45);

    private readonly Process _process;
    private readonly Regex? _readyLine;
    private readonly Action<string> _print;
    private readonly ConcurrentQueue<string> _tail = new();
    private readonly TaskCompletionSource<string> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Child(Launch launch, Regex? readyLine, Action<string> print)
    {
        Name = launch.Name;
        _readyLine = readyLine;
        _print = print;
        _process = new Process { StartInfo = launch.ToStartInfo(), EnableRaisingEvents = true };
    }

    public string Name { get; }

    /// <summary>Its last lines, oldest first.</summary>
    public IEnumerable<string> Tail => _tail;

    /// <summary>Completes with the exit code.</summary>
    public Task<int> Exit { get; private set; } = null!;

    /// <summary>
    /// Starts it. <paramref name="readyLine"/> is the line that says it is ready, and its group <c>address</c> where it listens;
    /// <paramref name="print"/> is given each line it writes.
    /// </summary>
    public static Child Start(Launch launch, Regex? readyLine = null, Action<string>? print = null)
    {
        var child = new Child(launch, readyLine, print ?? (_ => { }));
        child._process.OutputDataReceived += (_, line) => child.Take(line.Data);
        child._process.ErrorDataReceived += (_, line) => child.Take(line.Data);
        child._process.Start();
        if (!launch.OwnsTerminal)
        {
            child._process.BeginOutputReadLine();
            child._process.BeginErrorReadLine();
        }

        child.Exit = child.WaitForExitAsync();
        return child;
    }

    /// <returns>The address it listens at.</returns>
    /// <exception cref="Trouble">It ended, or said nothing for a minute; the message has its last lines.</exception>
    public async Task<string> ReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAny(_ready.Task, Exit).WaitAsync(StartLimit, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw Failure($"was not ready after {StartLimit.TotalSeconds:0} s");
        }

        return _ready.Task.IsCompleted ? await _ready.Task : throw Failure($"ended with exit code {await Exit} while starting");
    }

    /// <summary>Asks it to end and waits for that.</summary>
    public async Task StopAsync()
    {
        if (Exit.IsCompleted)
            return;

        _process.StandardInput.Close();
        if (!Launch.HasLeash)
            _process.Kill(entireProcessTree: true);
        await Task.WhenAny(Exit, Task.Delay(StopLimit));
        if (!Exit.IsCompleted)
            Say.Line($"{Name} does not stop; process {_process.Id} is left to itself.");
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process.Dispose();
    }

    private async Task<int> WaitForExitAsync()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    private void Take(string? line)
    {
        if (line is null)
            return;

        _tail.Enqueue(line);
        if (_tail.Count > TailLength)
            _tail.TryDequeue(out _);
        _print(line);
        if (_readyLine?.Match(line) is { Success: true } match)
            _ready.TrySetResult(match.Groups["address"].Value);
    }

    private Trouble Failure(string what) =>
        new($"{Name} {what}.{Environment.NewLine}{string.Join(Environment.NewLine, Tail.Select(line => $"  {line}"))}");
}
