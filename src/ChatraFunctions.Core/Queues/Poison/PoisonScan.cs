using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using ChatraFunctions.Storage;

namespace ChatraFunctions.Queues.Poison;

/// <summary>
/// Takes messages out of one poison queue. Storage deletes only against a receipt, and gives a receipt only to whoever takes the
/// message, which hides it from others for a while; so finding one id means taking all that stand before it, 32 at a time, and
/// putting them back.
/// </summary>
/// <remarks>
/// Bounds: <see cref="MaxLooked"/> messages are looked at, so ten takes and as many put-backs as messages; all of them are visible
/// again at the end, or after <see cref="Lease"/> when the process dies or storage fails on the way. Each look raises their dequeue
/// count by one, which nothing acts on in a poison queue.
/// </remarks>
internal sealed class PoisonScan(QueueClient poison)
{
    /// <summary>How far into the queue one id is looked for: ids are learnt by looking at the first 32, which may be passed since.</summary>
    public const int MaxLooked = 320;

    /// <summary>For how long a message that was taken is hidden from others: enough for a batch of 32 on a slow day.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private const int Parallelism = 8;

    /// <summary>Takes up to <paramref name="max"/> messages, at most 32.</summary>
    public async Task<QueueMessage[]> TakeAsync(int max, CancellationToken cancellationToken)
    {
        try
        {
            return (await poison.ReceiveMessagesAsync(Math.Min(max, PoisonReader.PageSize), Lease, cancellationToken)).Value;
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return []; // A poison queue may not be there before it is needed.
        }
    }

    /// <summary>Does something to one message, which is hidden meanwhile.</summary>
    /// <returns>False when none of the first <see cref="MaxLooked"/> visible messages has this id.</returns>
    public async Task<bool> FindAsync(string id, Func<QueueMessage, Task> act, CancellationToken cancellationToken)
    {
        Dictionary<string, QueueMessage> others = [];
        try
        {
            while (others.Count < MaxLooked && await TakeAsync(PoisonReader.PageSize, cancellationToken) is { Length: > 0 } batch)
            {
                var found = Array.Find(batch, message => message.MessageId == id);
                foreach (var message in batch.Where(message => message != found))
                    others[message.MessageId] = message; // Taken again when its lease ran out: only the last receipt counts.

                if (found is not null)
                {
                    await act(found);
                    return true;
                }
            }

            return false;
        }
        finally
        {
            await ForEachAsync(others.Values, TryPutBackAsync, CancellationToken.None);
        }
    }

    public Task DeleteAsync(QueueMessage message, CancellationToken cancellationToken) =>
        WhileOursAsync(() => poison.DeleteMessageAsync(message.MessageId, message.PopReceipt, cancellationToken));

    public static Task ForEachAsync<T>(IEnumerable<T> items, Func<T, Task> act, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        items,
        new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken },
        async (item, _) => await act(item));

    /// <summary>A courtesy, done also for a caller who has gone: without it they come back when the lease ends.</summary>
    private async Task TryPutBackAsync(QueueMessage message)
    {
        try
        {
            await poison.UpdateMessageAsync(message.MessageId, message.PopReceipt, visibilityTimeout: TimeSpan.Zero, cancellationToken: CancellationToken.None);
        }
        catch (Exception exception) when (StorageOutage.Is(exception))
        {
        }
    }

    /// <summary>The lease ran out, or the answer to a first try got lost: somebody else has the message, or it is gone already.</summary>
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
}
