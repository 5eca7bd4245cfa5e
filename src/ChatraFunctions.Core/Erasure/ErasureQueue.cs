using Azure.Storage.Queues;
using ChatraFunctions.Queues;
using ChatraFunctions.Storage;

namespace ChatraFunctions.Erasure;

/// <summary>The queue <c>erasures</c>.</summary>
internal sealed class ErasureQueue(StorageAccount account)
{
    private readonly QueueClient _queue = account.Queue(QueueNames.Erasures);

    /// <summary>One write.</summary>
    public Task SendAsync(ErasureStep step, TimeSpan delay, CancellationToken cancellationToken) =>
        _queue.SendMessageAsync(step.ToMessage(), delay == TimeSpan.Zero ? null : delay, QueueNames.Forever, cancellationToken);
}
