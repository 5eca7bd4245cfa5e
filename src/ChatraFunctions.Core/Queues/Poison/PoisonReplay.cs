using Azure.Storage.Queues.Models;
using ChatraFunctions.Outbox;
using ChatraFunctions.Requests;
using ChatraFunctions.Storage;
using Microsoft.Extensions.Logging;

namespace ChatraFunctions.Queues.Poison;

/// <summary>
/// Sends messages of a poison queue back to work, or removes one for good. A message goes to work first and leaves the poison queue
/// then: dying in between makes it two messages, never none, and every stage bears a repetition.
/// </summary>
/// <remarks>
/// The text goes back as it is, readable or not, so that a message of the full 64 KiB fits. Nothing on the way remembers messages
/// and takes a replay for a repetition: a chat event is written again, which changes nothing where it is there already; an order
/// event gives its message unless that key has one; and a wake-up does whatever its delivery still needs. Wake-ups of
/// <c>chatra-send</c> go to <c>outbox</c> instead: their slots are long past, and new ones are given there, no further ahead than
/// ever.
/// </remarks>
public sealed partial class PoisonReplay(
    StorageAccount account, WakeUps wakeUps, FailureNotes notes, TimeProvider time, ILogger<PoisonReplay> logger)
{
    /// <summary>Most messages that one call replays: two calls on storage each, well within the time that a request may take.</summary>
    public const int MaxMessages = 320;

    /// <summary>Replays one message or the first ones, no more than there were when it began.</summary>
    /// <param name="name">Of the work queue or the poison queue; <see cref="RefusalReason.NotFound"/> for any other, or where the id is not found.</param>
    /// <param name="request">What to replay.</param>
    /// <param name="cancellationToken">The caller gave up; what was replayed until then is.</param>
    public async Task<Outcome<ReplayReport>> ReplayAsync(string name, ReplayRequest request, CancellationToken cancellationToken)
    {
        var queue = PoisonNames.Resolve(name);
        if (queue.IsRefused)
            return queue.Refusal;

        var replayed = request.Id is null
            ? await ReplayAsync(queue.Value, request.Max, cancellationToken)
            : await Scan(queue.Value).FindAsync(request.Id, message => ReplayAsync(queue.Value, message, cancellationToken), cancellationToken) ? 1 : 0;
        if (request.Id is not null && replayed == 0)
            return NotFound();

        return new ReplayReport(queue.Value, replayed, await CountAsync(queue.Value, cancellationToken));
    }

    /// <summary>Removes one message and the note on its failure; null when that is done.</summary>
    public async Task<Refusal?> RemoveAsync(string name, string id, CancellationToken cancellationToken)
    {
        var queue = PoisonNames.Resolve(name);
        if (queue.IsRefused)
            return queue.Refusal;

        return await Scan(queue.Value).FindAsync(id, message => RemoveAsync(queue.Value, message, cancellationToken), cancellationToken) ? null : NotFound();
    }

    private async Task<int> ReplayAsync(string queue, int max, CancellationToken cancellationToken)
    {
        // A message may fail again, and be back, before this is through.
        var wanted = Math.Min(max, await CountAsync(queue, cancellationToken));
        var replayed = 0;
        while (replayed < wanted && await Scan(queue).TakeAsync(wanted - replayed, cancellationToken) is { Length: > 0 } batch)
        {
            await PoisonScan.ForEachAsync(batch, message => ReplayAsync(queue, message, cancellationToken), cancellationToken);
            replayed += batch.Length;
        }

        return replayed;
    }

    private async Task ReplayAsync(string queue, QueueMessage message, CancellationToken cancellationToken)
    {
        var facts = MessageFacts.Read(queue, message.MessageText);
        if (queue == QueueNames.ChatraSend && facts.WakeUp is { } wakeUp)
            await wakeUps.QueueAsync(wakeUp, time.GetUtcNow(), cancellationToken);
        else
            await account.RawQueue(queue).SendMessageAsync(message.MessageText, visibilityTimeout: null, QueueNames.Forever, cancellationToken);

        await Scan(queue).DeleteAsync(message, cancellationToken);
        Log.Replayed(logger, message.MessageId, queue, facts.Name);
    }

    private async Task RemoveAsync(string queue, QueueMessage message, CancellationToken cancellationToken)
    {
        var facts = MessageFacts.Read(queue, message.MessageText);
        await Scan(queue).DeleteAsync(message, cancellationToken);
        Log.Removed(logger, message.MessageId, queue, facts.Name);
        if (facts.Body is { } body)
            await notes.ForgetAsync(body, cancellationToken);
    }

    private PoisonScan Scan(string queue) => new(account.RawQueue(QueueNames.Poison(queue)));

    private Task<int> CountAsync(string queue, CancellationToken cancellationToken) =>
        account.RawQueue(QueueNames.Poison(queue)).CountAsync(cancellationToken);

    private static Refusal NotFound() => new(
        RefusalReason.NotFound,
        $"There is no message with this id among the first {PoisonScan.MaxLooked} of the poison queue; one that another request has taken out is hidden for up to a minute.");

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Poison message {MessageId} of {Queue} went back to work: {Name}")]
        public static partial void Replayed(ILogger logger, string messageId, string queue, string? name);

        [LoggerMessage(2, LogLevel.Warning, "Poison message {MessageId} of {Queue} was removed for good: {Name}")]
        public static partial void Removed(ILogger logger, string messageId, string queue, string? name);
    }
}
