using ChatraFunctions.Outbox;
using ChatraFunctions.Queues;
using ChatraFunctions.Queues.Poison;
using Microsoft.Azure.Functions.Worker;

namespace ChatraFunctions.Functions;

/// <summary>Path two ends: at its slot, the message is pushed into the customer's chat.</summary>
public sealed class SendPushedMessage(PushedMessageSender sender, FailureNotes failures)
{
    [Function(nameof(SendPushedMessage))]
    public Task RunAsync([QueueTrigger(QueueNames.ChatraSend)] BinaryData message, CancellationToken cancellationToken) =>
        failures.WatchAsync(message, () => sender.SendAsync(message, cancellationToken), cancellationToken);
}
