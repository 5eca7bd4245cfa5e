using ChatraFunctions.Status;
using Microsoft.Extensions.Logging;

namespace ChatraFunctions.Telemetry;

/// <summary>
/// Records what only a look at the storage account can tell: the platform itself has no depth by queue. The timer calls it, and it
/// looks once in a while.
/// </summary>
public sealed partial class StatusGauges(StatusReader status, ChatraMeter meter, TelemetryOptions options, TimeProvider time, ILogger<StatusGauges> logger)
{
    private DateTimeOffset _lastLook = time.GetUtcNow();

    /// <summary>About a dozen calls on storage, when it is time. A failure is logged and changes nothing else.</summary>
    public async Task RecordAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (now - _lastLook < options.Interval)
            return;

        _lastLook = now;
        try
        {
            var report = await status.ReadAsync(cancellationToken);
            meter.Report(report, now);
            var poisoned = report.Queues.Values.Sum(queue => queue.Poison);
            if (poisoned > 0)
                Log.Poisoned(logger, poisoned);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.NotRecorded(logger, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "There are {Count} messages in poison queues: see GET /poison")]
        public static partial void Poisoned(ILogger logger, int count);

        [LoggerMessage(2, LogLevel.Warning, "The depths of the queues could not be read this time")]
        public static partial void NotRecorded(ILogger logger, Exception exception);
    }
}
