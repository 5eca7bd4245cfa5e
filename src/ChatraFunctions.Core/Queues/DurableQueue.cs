using ChatraFunctions.Requests;
using ChatraFunctions.Storage;
using ChatraFunctions.Telemetry;
using Microsoft.Extensions.Logging;

namespace ChatraFunctions.Queues;

/// <summary>Puts events on a queue for senders who wait for the answer, and who come again when it is 503.</summary>
public sealed partial class DurableQueue(EnvelopeQueue queue, ChatraMeter meter, TimeProvider time, ILogger<DurableQueue> logger)
{
    /// <summary>Shopify gives up after five seconds; better a 503 that can be repeated than a connection that is dropped.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <summary>
    /// The event's identity once it is durable; <see cref="RefusalReason.Unavailable"/> when storage did not take it within four
    /// seconds.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<Outcome<AcceptedEvent>> SendAsync(Envelope envelope, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            await queue.SendAsync(envelope, either.Token);
            meter.Accepted(envelope.Name);
            return new AcceptedEvent(envelope.Id, envelope.Name);
        }
        catch (Exception exception) when (StorageOutage.Is(exception) && !cancellationToken.IsCancellationRequested)
        {
            Log.NotDurable(logger, exception, envelope.Id);
            return new Refusal(RefusalReason.Unavailable, "The event could not be made durable. Send it again.");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Event {EventId} was refused: storage did not take it")]
        public static partial void NotDurable(ILogger logger, Exception exception, string eventId);
    }
}
