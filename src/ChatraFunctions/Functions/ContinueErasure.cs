using ChatraFunctions.Erasure;
using ChatraFunctions.Queues;
using ChatraFunctions.Queues.Poison;
using Microsoft.Azure.Functions.Worker;

namespace ChatraFunctions.Functions;

/// <summary>One step of an erasure.</summary>
public sealed class ContinueErasure(ErasureWork work, FailureNotes failures)
{
    [Function(nameof(ContinueErasure))]
    public Task RunAsync([QueueTrigger(QueueNames.Erasures)] BinaryData message, CancellationToken cancellationToken) =>
        failures.WatchAsync(message, () => work.RunAsync(message, cancellationToken), cancellationToken);
}
