using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using ChatraFunctions.Queues;
using ChatraFunctions.Storage;
using ChatraFunctions.Telemetry;
using Microsoft.Extensions.Logging;

namespace ChatraFunctions.Outbox;

/// <summary>
/// Takes as many messages off the outbox as there are slots in the near future, reserves these in one conditional write, and
/// hands each message to the senders just before its slot. Two that run at once do no harm: the ledger gives each slot once.
/// </summary>
public sealed partial class OutboxReleaser(
    StorageAccount account, WakeUps wakeUps, RequestBudget budget, WakeUpRevival revival, ChatraMeter meter, TimeProvider time, ILogger<OutboxReleaser> logger)
{
    /// <summary>
    /// How far ahead slots are reserved: two periods of the timer, so that the senders have work until the next run is surely
    /// through, and a pause or an urgent message does not wait behind an hour of reservations.
    /// </summary>
    public static readonly TimeSpan Horizon = TimeSpan.FromSeconds(30);

    /// <summary>After an idle time the first slot lies a little ahead: a sender has to find its message first.</summary>
    private static readonly TimeSpan Lead = TimeSpan.FromSeconds(3);

    /// <summary>How long a message stays ours while it is moved; it shows up again when we die meanwhile.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    /// <summary>What a storage queue gives at once.</summary>
    private const int MaxReceive = 32;
    private const int Parallelism = 8;

    /// <summary>Read as raw text: one message that is not Base64 would otherwise fail the whole batch, again and again.</summary>
    private readonly QueueClient _outbox = account.RawQueue(QueueNames.Outbox);
    private readonly QueueClient _poison = account.RawQueue(QueueNames.Poison(QueueNames.Outbox));

    /// <returns>How many messages were released.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await revival.RunAsync(cancellationToken);
        var state = await budget.ReadAsync(cancellationToken);
        var now = time.GetUtcNow();
        var messages = await TakeAsync(budget.Room(state, now + Lead, now + Horizon), cancellationToken);

        now = time.GetUtcNow(); // Taking many may have taken longer than the lead.
        var slots = await budget.ReleaseAsync(messages.Count, now + Lead, now + Horizon, cancellationToken);

        await ForEachAsync(messages.Take(slots.Count).Zip(slots), pair => MoveAsync(pair.First, pair.Second, cancellationToken), cancellationToken);
        await ForEachAsync(messages.Skip(slots.Count), message => PutBackAsync(message, cancellationToken), cancellationToken);
        meter.Released(slots.Count);
        if (slots.Count > 0)
            Log.Released(logger, slots.Count, slots[0].At, slots[^1].At);

        return slots.Count;
    }

    private async Task<List<QueueMessage>> TakeAsync(int count, CancellationToken cancellationToken)
    {
        List<QueueMessage> taken = [];
        while (taken.Count < count)
        {
            var wanted = Math.Min(MaxReceive, count - taken.Count);
            var messages = await _outbox.ReceiveMessagesAsync(wanted, Lease, cancellationToken);
            if (messages.Value.Length == 0)
                break;

            taken.AddRange(messages.Value);
        }

        return taken;
    }

    /// <summary>First it is with the senders, then it leaves the outbox: dying in between wakes the delivery twice.</summary>
    private async Task MoveAsync(QueueMessage message, Slot slot, CancellationToken cancellationToken)
    {
        if (Understand(message) is { } wakeUp)
            await wakeUps.ReleaseAsync(wakeUp, slot, cancellationToken);
        else
            await _poison.SendMessageAsync(message.MessageText, visibilityTimeout: null, QueueNames.Forever, cancellationToken);

        await WhileOursAsync(() => _outbox.DeleteMessageAsync(message.MessageId, message.PopReceipt, cancellationToken));
    }

    private Task PutBackAsync(QueueMessage message, CancellationToken cancellationToken) => WhileOursAsync(
        () => _outbox.UpdateMessageAsync(message.MessageId, message.PopReceipt, message.MessageText, TimeSpan.Zero, cancellationToken));

    /// <summary>
    /// The lease may have run out, or an answer got lost and the client asked twice: one message that is no longer ours must not
    /// stop the others. Who has it now wakes the delivery once more.
    /// </summary>
    private static async Task WhileOursAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (RequestFailedException exception)
            when (exception.ErrorCode == QueueErrorCode.MessageNotFound || exception.ErrorCode == QueueErrorCode.PopReceiptMismatch)
        {
        }
    }

    /// <summary>Null for what belongs in the poison queue, as the host does with the queues it watches.</summary>
    private WakeUp? Understand(QueueMessage message)
    {
        try
        {
            return WakeUp.Read(new BinaryData(Convert.FromBase64String(message.MessageText)));
        }
        catch (FormatException exception)
        {
            Log.NotAWakeUp(logger, exception, message.MessageId);
            return null;
        }
    }

    private static Task ForEachAsync<T>(IEnumerable<T> items, Func<T, Task> act, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        items,
        new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken },
        async (item, _) => await act(item));

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Released {Count} messages, for slots from {First:O} to {Last:O}")]
        public static partial void Released(ILogger logger, int count, DateTimeOffset first, DateTimeOffset last);

        [LoggerMessage(2, LogLevel.Error, "Outbox message {MessageId} goes to the poison queue")]
        public static partial void NotAWakeUp(ILogger logger, Exception exception, string messageId);
    }
}
