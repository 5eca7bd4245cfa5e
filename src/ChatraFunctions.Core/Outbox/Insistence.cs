using ChatraFunctions.Storage;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace ChatraFunctions.Outbox;

/// <summary>
/// Does not give up writing down what came of a call on Chatra: a message that was sent and is not known to be is sent twice. It
/// tries for what is left of the claim after the longest call (a quarter of it at most), since then another sender may have the
/// delivery.
/// </summary>
public sealed partial class Insistence
{
    private const double PartOfClaim = 0.7;

    private static readonly ResiliencePropertyKey<string> Key = new("key");

    private readonly ResiliencePipeline _pipeline;

    public Insistence(OutboxOptions options, TimeProvider time, ILogger<Insistence> logger) =>
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddTimeout(options.ClaimTimeout * PartOfClaim)
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<Exception>(StorageOutage.Is),
                MaxRetryAttempts = int.MaxValue,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromMilliseconds(250),
                MaxDelay = TimeSpan.FromSeconds(5),
                UseJitter = true,
                OnRetry = retry =>
                {
                    Log.NotWritten(logger, retry.Outcome.Exception, retry.Context.Properties.GetValue(Key, ""));
                    return default;
                },
            })
            .Build();

    /// <summary>Repeats the write, which must bear it, until storage has taken it.</summary>
    /// <exception cref="Exception">Storage did not take it in all that time: what it said last, or a time-out.</exception>
    public async Task OnAsync(string key, Func<CancellationToken, Task> write)
    {
        var context = ResilienceContextPool.Shared.Get(CancellationToken.None);
        context.Properties.Set(Key, key);
        try
        {
            await _pipeline.ExecuteAsync(async attempt => await write(attempt.CancellationToken), context);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "What came of message {Key} is not written down yet; trying again")]
        public static partial void NotWritten(ILogger logger, Exception? exception, string key);
    }
}
