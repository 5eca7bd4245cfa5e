using System.Text.Json;
using ChatraFunctions.Erasure;
using ChatraFunctions.Queues;
using ChatraFunctions.Requests;
using ChatraFunctions.Telemetry;
using ChatraFunctions.Webhooks;
using Microsoft.Extensions.Logging;

namespace ChatraFunctions.Transcripts;

/// <summary>
/// Stores what <see cref="WebhookIntake"/> accepted. Any order and any repetition of events gives the same rows.
/// </summary>
public sealed partial class ChatEventStore
{
    private readonly EnvelopeQueue _queue;
    private readonly TranscriptWriter _writer;
    private readonly IReadOnlyList<IChatEventObserver> _observers;
    private readonly UnknownEvents _unknown;
    private readonly Tombstones _tombstones;
    private readonly ChatraMeter _meter;
    private readonly ILogger<ChatEventStore> _logger;

    internal ChatEventStore(EnvelopeQueue queue, TranscriptWriter writer, IEnumerable<IChatEventObserver> observers, UnknownEvents unknown, Tombstones tombstones, ChatraMeter meter, ILogger<ChatEventStore> logger) =>
        (_queue, _writer, _observers, _unknown, _tombstones, _meter, _logger) = (queue, writer, [.. observers], unknown, tombstones, meter, logger);

    /// <summary>Returns when the event is stored; an event of an unknown name is kept as a blob.</summary>
    /// <param name="message">A message of the queue <c>chatra-events</c>.</param>
    /// <param name="cancellationToken">The host is stopping: the message will come again.</param>
    /// <exception cref="FormatException">The message is none of ours; it belongs in the poison queue.</exception>
    /// <exception cref="Azure.RequestFailedException">Storage did not take it: the message must come again.</exception>
    public async Task StoreAsync(BinaryData message, CancellationToken cancellationToken)
    {
        if (await _tombstones.OpenAsync(_queue, message, cancellationToken) is not { } envelope)
            return;

        using var activity = Tracing.Continue("store event", envelope.Traceparent);
        using var document = JsonDocument.Parse(envelope.Body, JsonBody.Stored);
        if (!EventNames.IsKnown(envelope.Name))
        {
            if (await _tombstones.FindInAsync(document.RootElement, cancellationToken) is var (clientId, erasedAt) && EventTime.IsUpTo(erasedAt, document.RootElement))
            {
                Log.Erased(_logger, envelope.Name, envelope.Id);
                if (clientId is not null)
                    await _tombstones.RemindAsync(clientId, cancellationToken);

                return;
            }

            await _unknown.KeepAsync(envelope, cancellationToken);
            _meter.Stored(envelope.Name);
            Log.KeptUnknown(_logger, envelope.Id);
            return;
        }

        var read = ChatEventReader.Read(envelope.Name, document.RootElement);
        if (read.IsRefused)
        {
            var pointers = string.Join(", ", read.Refusal.Faults.Take(10).Select(fault => fault.Pointer));
            throw new FormatException($"Event {envelope.Id} is not one that the intake lets through: {pointers}.");
        }

        if (await _tombstones.FilterAsync(read.Value, cancellationToken) is not { } chatEvent)
        {
            Log.Erased(_logger, envelope.Name, envelope.Id);
            await _tombstones.RemindAsync(read.Value, EventRows.Of(read.Value, envelope.Id), cancellationToken);
            return;
        }

        await _writer.WriteAsync(EventRows.Of(chatEvent, envelope.Id), isAfterErasure: !ReferenceEquals(chatEvent, read.Value), cancellationToken);
        foreach (var observer in _observers)
            await observer.ObserveAsync(chatEvent, cancellationToken);

        _meter.Stored(envelope.Name);
        Log.Stored(_logger, envelope.Name, envelope.Id);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{EventName} {EventId} is stored")]
        public static partial void Stored(ILogger logger, string eventName, string eventId);

        [LoggerMessage(2, LogLevel.Warning, "Event {EventId} has a name that we do not know; its body is kept in chatra-payloads")]
        public static partial void KeptUnknown(ILogger logger, string eventId);

        [LoggerMessage(3, LogLevel.Information, "{EventName} {EventId} is not stored: its client was erased after it")]
        public static partial void Erased(ILogger logger, string eventName, string eventId);
    }
}
