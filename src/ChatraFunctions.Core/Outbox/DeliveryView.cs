using System.Collections.Immutable;

namespace ChatraFunctions.Outbox;

/// <summary>The answer of <c>GET /messages/{key}</c>.</summary>
public sealed record DeliveryView(
    string Key,
    DeliveryStatus Status,
    string? Reason,
    string? As,
    string? ClientId,
    string Text,
    string? MessageId,
    int Attempts,
    bool? IsMissedByClient,
    string? LastError,
    ImmutableArray<HistoryEntry> History)
{
    public static DeliveryView Of(Delivery delivery) => new(
        delivery.Key,
        delivery.Status,
        delivery.Reason,
        delivery.Kind == DeliveryKind.AgentMessage ? MessageIntake.AsAgent : null,
        delivery.ClientId,
        delivery.Text,
        delivery.MessageId,
        delivery.Attempts,
        delivery.IsMissedByClient ? true : null,
        delivery.LastError,
        delivery.History);
}
