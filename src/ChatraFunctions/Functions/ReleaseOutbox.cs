using ChatraFunctions.Outbox;
using ChatraFunctions.Telemetry;
using Microsoft.Azure.Functions.Worker;

namespace ChatraFunctions.Functions;

/// <summary>Releases messages at the account's rate limit: the throttle.</summary>
public sealed class ReleaseOutbox(OutboxReleaser releaser, StatusGauges gauges)
{
    /// <summary>Every 15 seconds. A constant, because the platform's scale controller has to be able to read it.</summary>
    public const string Schedule = "*/15 * * * * *";

    [Function(nameof(ReleaseOutbox))]
    public async Task RunAsync([TimerTrigger(Schedule)] TimerInfo timer, CancellationToken cancellationToken)
    {
        try
        {
            await releaser.RunAsync(cancellationToken);
        }
        finally
        {
            await gauges.RecordAsync(cancellationToken); // All the more when nothing can be released.
        }
    }
}
