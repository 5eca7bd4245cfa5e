using ChatraFunctions.Orders;
using ChatraFunctions.Queues;
using ChatraFunctions.Queues.Poison;
using Microsoft.Azure.Functions.Worker;

namespace ChatraFunctions.Functions;

/// <summary>Finds the customer's chat, writes the text, and puts the message in the outbox.</summary>
public sealed class ComposeOrderMessage(OrderMessageComposer composer, FailureNotes failures)
{
    [Function(nameof(ComposeOrderMessage))]
    public Task RunAsync([QueueTrigger(QueueNames.OrderEvents)] BinaryData message, CancellationToken cancellationToken) =>
        failures.WatchAsync(message, () => composer.ComposeAsync(message, cancellationToken), cancellationToken);
}
