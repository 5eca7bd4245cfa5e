using ChatraFunctions.Queues;
using ChatraFunctions.Queues.Poison;
using ChatraFunctions.Transcripts;
using Microsoft.Azure.Functions.Worker;

namespace ChatraFunctions.Functions;

/// <summary>Path one ends: the event is stored as rows that no repetition and no disorder changes.</summary>
public sealed class StoreChatEvent(ChatEventStore store, FailureNotes failures)
{
    [Function(nameof(StoreChatEvent))]
    public Task RunAsync([QueueTrigger(QueueNames.ChatraEvents)] BinaryData message, CancellationToken cancellationToken) =>
        failures.WatchAsync(message, () => store.StoreAsync(message, cancellationToken), cancellationToken);
}
