using Microsoft.Extensions.Logging;

namespace ChatraFunctions.Erasure;

/// <summary>Has what is too old removed, once a night.</summary>
public sealed partial class Retention
{
    private readonly ErasureQueue _queue;
    private readonly RetentionOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<Retention> _logger;

    internal Retention(ErasureQueue queue, RetentionOptions options, TimeProvider time, ILogger<Retention> logger) =>
        (_queue, _options, _time, _logger) = (queue, options, time, logger);

    /// <summary>One write, or none. Whole days are kept: what is removed ends with a day in UTC.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (_options.Days == 0)
            return;

        var today = new DateTimeOffset(_time.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);
        var before = today.AddDays(-_options.Days).AddMilliseconds(-1);
        await _queue.SendAsync(new ErasureStep(ErasureStage.ExpiredChats, ClientId: null, before, []), TimeSpan.Zero, cancellationToken);
        Log.Begun(_logger, _options.Days);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "What is older than {Days} days is being removed")]
        public static partial void Begun(ILogger logger, int days);
    }
}
