using ChatraFunctions.Erasure;
using Microsoft.Azure.Functions.Worker;

namespace ChatraFunctions.Functions;

/// <summary>Has what is older than <c>Retention__Days</c> removed.</summary>
public sealed class RemoveExpired(Retention retention)
{
    /// <summary>At 03:17 UTC. A constant, because the platform's scale controller has to be able to read it.</summary>
    public const string Schedule = "0 17 3 * * *";

    [Function(nameof(RemoveExpired))]
    public Task RunAsync([TimerTrigger(Schedule)] TimerInfo timer, CancellationToken cancellationToken) => retention.RunAsync(cancellationToken);
}
