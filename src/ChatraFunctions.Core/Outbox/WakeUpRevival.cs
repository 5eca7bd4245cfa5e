using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using ChatraFunctions.Queues;
using ChatraFunctions.Storage;
using Microsoft.Extensions.Logging;

namespace ChatraFunctions.Outbox;

/// <summary>
/// Wakes deliveries again whose wake-up ended in the poison queue. A host counts how often a message was taken, not why it came
/// back: a process that dies a few times in a row, while its senders wait for their slots, is enough. The delivery itself knows
/// how often it was tried. One that keeps failing stays in the poison queue in the end, for a person to see.
/// </summary>
public sealed partial class WakeUpRevival(StorageAccount account, WakeUps wakeUps, TimeProvider time, ILogger<WakeUpRevival> logger)
{
    private const int MaxRevivals = 5;

    /// <summary>What a storage queue shows at once.</summary>
    private const int MaxPeek = 32;

    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private readonly QueueClient _poison = account.RawQueue(QueueNames.Poison(QueueNames.ChatraSend));

    /// <summary>One call on storage when there is nothing to do. Dying on the way wakes a delivery twice at most.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var shown = await _poison.PeekMessagesAsync(MaxPeek, cancellationToken);
        if (!shown.Value.Any(message => Understand(message.MessageText) is not null))
            return;

        var taken = await _poison.ReceiveMessagesAsync(MaxPeek, Lease, cancellationToken);
        foreach (var message in taken.Value)
        {
            if (Understand(message.MessageText) is { } wakeUp)
                await ReviveAsync(message, wakeUp, cancellationToken);
            else
                await _poison.UpdateMessageAsync(message.MessageId, message.PopReceipt, message.MessageText, TimeSpan.Zero, cancellationToken);
        }
    }

    private async Task ReviveAsync(QueueMessage message, WakeUp wakeUp, CancellationToken cancellationToken)
    {
        await wakeUps.QueueAsync(wakeUp with { Revivals = wakeUp.Revivals + 1 }, time.GetUtcNow(), cancellationToken);
        await _poison.DeleteMessageAsync(message.MessageId, message.PopReceipt, cancellationToken);
        Log.Revived(logger, LogKey.Of(wakeUp.Key), wakeUp.Revivals + 1);
    }

    /// <summary>Null for what is to stay: not a wake-up, or one that was revived often enough.</summary>
    private static WakeUp? Understand(string base64)
    {
        try
        {
            var wakeUp = WakeUp.Read(new BinaryData(Convert.FromBase64String(base64)));
            return wakeUp.Revivals < MaxRevivals ? wakeUp : null;
        }
        catch (FormatException)
        {
            return null; // It is listed by GET /poison.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The wake-up of message {Key} was in the poison queue; it is woken again, time {Revival}")]
        public static partial void Revived(ILogger logger, string key, int revival);
    }
}
