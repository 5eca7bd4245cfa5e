using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using ChatraFunctions.Outbox;
using ChatraFunctions.Requests;
using ChatraFunctions.Storage;
using Microsoft.Extensions.Logging;

namespace ChatraFunctions.Queues.Poison;

/// <summary>
/// Shows what is in the poison queues; nothing is taken out or hidden from others. What is known from elsewhere, in blobs and tables,
/// is left out where these do not answer: they may be the very cause of what is looked at.
/// </summary>
public sealed partial class PoisonReader(StorageAccount account, FailureNotes notes, MessageOutbox outbox, ILogger<PoisonReader> logger)
{
    /// <summary>What storage shows of a queue at most.</summary>
    public const int PageSize = 32;

    /// <summary>What a message shows as its expiry that never expires is the year 9999.</summary>
    private const int Never = 9999;

    private readonly BlobContainerClient _payloads = account.Container(ContainerNames.Payloads);

    /// <summary>All of them. Two calls on storage a queue.</summary>
    public async Task<PoisonOverview> ListAsync(CancellationToken cancellationToken)
    {
        var depths = await Task.WhenAll(QueueNames.All.Select(queue => ReadDepthAsync(queue, cancellationToken)));
        return new PoisonOverview(QueueNames.All.Zip(depths).ToDictionary(pair => pair.First, pair => pair.Second));
    }

    /// <summary>The first messages of one, and what is known about each: two calls on storage, and up to two a message.</summary>
    /// <param name="name">Of the work queue or the poison queue; <see cref="RefusalReason.NotFound"/> for any other.</param>
    /// <param name="cancellationToken">The caller gave up.</param>
    public async Task<Outcome<PoisonPage>> PeekAsync(string name, CancellationToken cancellationToken)
    {
        var queue = PoisonNames.Resolve(name);
        if (queue.IsRefused)
            return queue.Refusal;

        var poison = account.RawQueue(QueueNames.Poison(queue.Value));
        var depth = await poison.CountAsync(cancellationToken);
        var peeked = depth == 0 ? [] : await PeekAsync(poison, PageSize, cancellationToken);
        var messages = await Task.WhenAll(peeked.Select(message => DescribeAsync(queue.Value, message, cancellationToken)));
        return new PoisonPage(queue.Value, Math.Max(depth, messages.Length), messages);
    }

    private async Task<PoisonDepth> ReadDepthAsync(string queue, CancellationToken cancellationToken)
    {
        var poison = account.RawQueue(QueueNames.Poison(queue));
        var depth = await poison.CountAsync(cancellationToken);
        var oldest = depth == 0 ? null : (await PeekAsync(poison, 1, cancellationToken)).FirstOrDefault();
        return new PoisonDepth(depth, oldest?.InsertedOn, Expiry(oldest));
    }

    private static async Task<PeekedMessage[]> PeekAsync(QueueClient poison, int count, CancellationToken cancellationToken) =>
        (await poison.PeekMessagesAsync(count, cancellationToken)).Value;

    private async Task<PoisonMessage> DescribeAsync(string queue, PeekedMessage message, CancellationToken cancellationToken)
    {
        var facts = MessageFacts.Read(queue, message.MessageText);
        var note = facts.Body is null ? null : await IfKnownAsync(() => notes.FindAsync(facts.Body, cancellationToken), cancellationToken);
        var problem = facts.Problem ?? await IfKnownAsync(() => FindLossAsync(facts, cancellationToken), cancellationToken);
        var delivery = facts.WakeUp is null ? null : await IfKnownAsync(() => outbox.FindAsync(facts.WakeUp.Key, cancellationToken), cancellationToken);
        return new PoisonMessage
        {
            Id = message.MessageId,
            InsertedAt = message.InsertedOn,
            ExpiresAt = Expiry(message),
            DequeueCount = message.DequeueCount,
            Readable = problem is null,
            Reason = problem ?? note?.Error,
            FailedAt = note?.At,
            EventId = facts.Envelope?.Id,
            EventName = facts.Envelope?.Name,
            Key = facts.WakeUp?.Key,
            Status = delivery?.Status,
            AcceptedAt = facts.AcceptedAt,
            TraceId = facts.TraceId,
        };
    }

    private async Task<string?> FindLossAsync(MessageFacts facts, CancellationToken cancellationToken) =>
        facts.BlobName is null || await _payloads.GetBlobClient(facts.BlobName).ExistsAsync(cancellationToken)
            ? null
            : "the blob with its body is gone";

    private async Task<T?> IfKnownAsync<T>(Func<Task<T?>> find, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await find();
        }
        catch (Exception exception) when (StorageOutage.Is(exception) && !cancellationToken.IsCancellationRequested)
        {
            Log.Unknown(logger, exception);
            return null;
        }
    }

    private static DateTimeOffset? Expiry(PeekedMessage? message) => message?.ExpiresOn is { Year: < Never } expiry ? expiry : null;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Not all that is known of a poison message could be read")]
        public static partial void Unknown(ILogger logger, Exception exception);
    }
}
