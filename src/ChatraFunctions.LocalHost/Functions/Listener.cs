namespace ChatraFunctions.LocalHost;

/// <summary>
/// Something that waits for work and runs a function for it. It stops in two steps: first nothing new is begun, and when the
/// host's grace is over, what still runs is cancelled.
/// </summary>
internal abstract partial class Listener(string function, TimeProvider time, ILogger logger) : IHostedService, IDisposable
{
    /// <summary>What a function may still do once its token is cancelled, and the queue learns that it failed.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _abandon = new();
    private Task _listening = Task.CompletedTask;

    protected TimeProvider Time { get; } = time;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _listening = Task.Run(() => ListenAsync(_stop.Token, _abandon.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <param name="cancellationToken">Cancelled when the grace is over.</param>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        try
        {
            await _listening.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await AbandonAsync();
        }
    }

    public virtual void Dispose()
    {
        _stop.Dispose();
        _abandon.Dispose();
    }

    /// <summary>Runs until <paramref name="stop"/>, and returns when what was begun has ended.</summary>
    /// <param name="stop">Begin nothing new.</param>
    /// <param name="abandon">For the functions: the grace is over.</param>
    protected abstract Task ListenAsync(CancellationToken stop, CancellationToken abandon);

    private async Task AbandonAsync()
    {
        Log.GraceOver(logger, function);
        await _abandon.CancelAsync();
        try
        {
            await _listening.WaitAsync(LastWords, Time);
        }
        catch (TimeoutException)
        {
            Log.Abandoned(logger, function);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Function} still runs at the end of the grace time and is cancelled")]
        public static partial void GraceOver(ILogger logger, string function);

        [LoggerMessage(2, LogLevel.Error, "{Function} did not heed its cancellation and is left behind")]
        public static partial void Abandoned(ILogger logger, string function);
    }
}
