using System.Globalization;
using ChatraFunctions.Status;
using Microsoft.Extensions.Logging;

namespace ChatraFunctions.Telemetry;

/// <summary>
/// Records what only a look at the storage account can tell: the platform itself has no depth by queue. The timer calls it, and it
/// looks once in a while.
/// </summary>
public sealed partial class StatusGauges(StatusReader status, ChatraMeter meter, TelemetryOptions options, TimeProvider time, ILogger<StatusGauges> logger)
{
    /// <summary>A store that hangs must not keep the timer from its next round.</summary>
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(10);

    /// <summary>How late the timer may come before the gauges fall silent.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(15);

    private DateTimeOffset _lastLook = time.GetUtcNow();

    /// <summary>Ten calls on storage, when it is time. A failure is logged and changes nothing else.</summary>
    public async Task RecordAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (now - _lastLook < options.Interval || cancellationToken.IsCancellationRequested)
            return;

        _lastLook = now;
        using var limit = new CancellationTokenSource(TimeLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var look = await status.LookAsync((2 * options.Interval) + Grace, either.Token);
            meter.Report(look);
            Write(look, now);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.NotRecorded(logger, exception);
        }
    }

    private void Write(StatusLook look, DateTimeOffset now)
    {
        var oldest = (long)Math.Max(0, (now - look.OldestUnsentAt)?.TotalSeconds ?? 0);
        var queues = string.Join(", ", look.Queues.Select(queue => string.Create(CultureInfo.InvariantCulture, $"{queue.Key} {queue.Value.Depth}/{queue.Value.Poison}")));
        var pause = look.PausedUntil > now ? string.Create(CultureInfo.InvariantCulture, $"until {look.PausedUntil:u}") : "none";
        Log.Looked(logger, queues, oldest, pause);

        var poisoned = look.Queues.Values.Sum(queue => queue.Poison);
        if (poisoned > 0)
            Log.Poisoned(logger, poisoned);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "There are {Count} messages in poison queues: see GET /poison")]
        public static partial void Poisoned(ILogger logger, int count);

        [LoggerMessage(2, LogLevel.Warning, "The depths of the queues could not be read this time")]
        public static partial void NotRecorded(ILogger logger, Exception exception);

        [LoggerMessage(3, LogLevel.Information, "Messages in queues, and set aside: {Queues}; the oldest unsent one waits for {Seconds} s; pause: {Pause}")]
        public static partial void Looked(ILogger logger, string queues, long seconds, string pause);
    }
}
