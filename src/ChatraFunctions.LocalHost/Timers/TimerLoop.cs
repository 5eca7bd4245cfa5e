using Microsoft.Azure.Functions.Worker;

namespace ChatraFunctions.LocalHost;

/// <summary>
/// Runs a timer function at its occurrences, one run at a time: an occurrence that comes while it runs is skipped. Where the
/// whole next occurrence has passed before a run begins (the machine slept), it runs once, past due.
/// </summary>
internal sealed partial class TimerLoop(TimerFunction function, IServiceProvider services, TimeProvider time, ILogger<TimerLoop> logger)
    : Listener(function.Name, time, logger)
{
    /// <summary>Timers cannot wait longer than 49 days at once.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private DateTime Now => Time.GetUtcNow().UtcDateTime;

    protected override async Task ListenAsync(CancellationToken stop, CancellationToken abandon)
    {
        var last = default(DateTime);
        var due = function.RunOnStartup ? Now : function.Schedule.GetNextOccurrence(Now);
        while (await ReachedAsync(due, stop))
        {
            var isPastDue = function.Schedule.GetNextOccurrence(due) <= Now;
            var status = new ScheduleStatus { Last = last, Next = due, LastUpdated = last };
            await RunAsync(new TimerInfo { IsPastDue = isPastDue, ScheduleStatus = function.UseMonitor ? status : null }, abandon);
            last = due;
            due = function.Schedule.GetNextOccurrence(Now);
        }
    }

    private async Task<bool> ReachedAsync(DateTime due, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && due - Now is { Ticks: > 0 } wait)
        {
            // Rounded up: a delay counts whole milliseconds, and waking a moment early would only wait again.
            var delay = wait < LongestWait ? TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)) : LongestWait;
            await Task.Delay(delay, Time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return !stop.IsCancellationRequested;
    }

    private async Task RunAsync(TimerInfo info, CancellationToken abandon)
    {
        try
        {
            await function.RunAsync(services, info, abandon);
        }
        catch (Exception exception)
        {
            Log.Failed(logger, function.Name, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(11, LogLevel.Error, "{Function} failed; it runs again at its next occurrence")]
        public static partial void Failed(ILogger logger, string function, Exception exception);
    }
}
