using ChatraFunctions.Outbox;
using Microsoft.Azure.Functions.Worker;

namespace ChatraFunctions.Functions;

/// <summary>Releases messages at the account's rate limit: the throttle.</summary>
public sealed class ReleaseOutbox(OutboxReleaser releaser)
{
    /// <summary>Every 15 seconds. A constant, because the platform's scale controller has to be able to read it.</summary>
    public const string Schedule = "*/15 * * * * *";

    [Function(nameof(ReleaseOutbox))]
    public Task RunAsync([TimerTrigger(Schedule)] TimerInfo timer, CancellationToken cancellationToken) =>
        releaser.RunAsync(cancellationToken);
}
