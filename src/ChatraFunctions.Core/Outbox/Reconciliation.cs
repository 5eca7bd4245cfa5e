using System.Diagnostics;
using System.Text.Json;
using ChatraFunctions.Storage;
using ChatraFunctions.Transcripts;
using ChatraFunctions.Webhooks;
using Microsoft.Extensions.Logging;

namespace ChatraFunctions.Outbox;

/// <summary>
/// Chatra's webhooks carry messages back, with their id and text: pushed ones (<c>isPushed</c>), and those of agents, which are
/// told from what people write by their <c>receivedFrom</c>; and they say which ones the customer missed (<c>isMissedByClient</c>). So a
/// message of which it is not known whether Chatra has it is found out to be there, and not sent again. Costs an event without such
/// messages nothing, and the others one query.
/// </summary>
internal sealed partial class Reconciliation(Deliveries deliveries, WakeUps wakeUps, TimeProvider time, ILogger<Reconciliation> logger) : IChatEventObserver
{
    /// <summary>How far Chatra's clock and ours may differ.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(2);

    public async Task ObserveAsync(ChatEvent chatEvent, CancellationToken cancellationToken)
    {
        var sent = chatEvent.Messages.Where(message => IsPushed(message) || ReceivedFrom(message) is not null).ToList();
        if (sent.Count == 0)
            return;

        var awaited = await deliveries.FindAwaitedAsync(chatEvent.ClientId, cancellationToken);
        foreach (var message in sent)
        {
            if (await FindMatchAsync(message, awaited, cancellationToken) is { } match)
                await SettleAsync(match, message.Id, cancellationToken);

            if (message.Json.Find("isMissedByClient").ValueKind == JsonValueKind.True)
                await NoteMissedAsync(message.Id, cancellationToken);
        }
    }

    /// <summary>
    /// The one delivery whose last call said the same; its text may have been replaced since. Where several do, or where the message belongs to another delivery already, none is
    /// taken for sent: rather twice than never.
    /// </summary>
    private async Task<Delivery?> FindMatchAsync(ChatMessage message, IReadOnlyList<Delivery> awaited, CancellationToken cancellationToken)
    {
        if (message.TextProperty is not { } property || message.Json.Find(property).GetString() is not { } written)
            return null;

        var text = MessageText.Digest(written);
        var createdAt = DateTimeOffset.FromUnixTimeMilliseconds(message.CreatedAt);
        var matches = awaited.Where(delivery => IsOfKind(message, delivery) && delivery.TriedText == text && createdAt >= delivery.FirstQueuedAt - ClockSkew).ToList();
        return matches is [var match] && await deliveries.FindSentAsync(message.Id, cancellationToken) is null ? match : null;
    }

    private static bool IsOfKind(ChatMessage message, Delivery delivery) => IsPushed(message)
        ? delivery.Kind == DeliveryKind.PushedMessage
        : delivery.Kind == DeliveryKind.AgentMessage && delivery.ReceivedFrom == ReceivedFrom(message);

    private static bool IsPushed(ChatMessage message) => message.Json.Find("isPushed").ValueKind == JsonValueKind.True;

    private static string? ReceivedFrom(ChatMessage message) =>
        message.Json.Find("receivedFrom") is { ValueKind: JsonValueKind.String } mark ? mark.GetString() : null;

    /// <summary>Whoever changes the row at the same time is told to look again, and so are we, by the event's next run.</summary>
    private async Task SettleAsync(Delivery match, string messageId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var sent = (match with { MessageId = messageId }).Has(match.TriedRevision, DeliveryStatus.Sent, now, "seen in a webhook");
        if (sent.IsUnsent)
            await wakeUps.QueueAsync(new WakeUp(sent.Key, now, Traceparent: Activity.Current?.Id), now, cancellationToken);

        if (await deliveries.TryReplaceAsync(sent, cancellationToken) is not null)
            Log.Reconciled(logger, match.Key, messageId);
        else if (await deliveries.FindAsync(match.Key, cancellationToken) is { IsAwaited: true })
            throw new StorageBusyException($"Message {match.Key} is being changed while its webhook is read.");
    }

    private async Task NoteMissedAsync(string messageId, CancellationToken cancellationToken)
    {
        if (await deliveries.FindSentAsync(messageId, cancellationToken) is not { IsMissedByClient: false } delivery)
            return;

        if (await deliveries.TryReplaceAsync(delivery with { IsMissedByClient = true }, cancellationToken) is null)
            throw new StorageBusyException($"Message {delivery.Key} is being changed while its webhook is read.");
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Message {Key} is known to be sent: a webhook carries it back as {MessageId}")]
        public static partial void Reconciled(ILogger logger, string key, string messageId);
    }
}
