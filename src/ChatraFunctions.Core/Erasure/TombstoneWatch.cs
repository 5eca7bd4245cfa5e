using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ChatraFunctions.Erasure;

/// <summary>Reads the tombstones again before they are too old, so that no event has to wait for that, not even the first.</summary>
internal sealed partial class TombstoneWatch(Tombstones tombstones, TimeProvider time, ILogger<TombstoneWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = Tombstones.Lifetime * 0.75;
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
            await Task.Delay(await TryRefreshAsync(stoppingToken) ? Interval : Retry, time, stoppingToken);
    }

    private async Task<bool> TryRefreshAsync(CancellationToken stoppingToken)
    {
        try
        {
            await tombstones.RefreshAsync(stoppingToken);
            return true;
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            Log.NotRead(logger, exception.GetType().Name);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Who was erased could not be read this time ({Fault}); events ask for it themselves until it can be")]
        public static partial void NotRead(ILogger logger, string fault);
    }
}
