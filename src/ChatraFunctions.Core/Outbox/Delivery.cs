using System.Collections.Immutable;
using Azure;

namespace ChatraFunctions.Outbox;

/// <summary>
/// A pushed message and its life so far: the row in <c>Deliveries</c>, which is the truth. Queue messages are wake-up calls that
/// may come twice, late, or after the message is done with.
/// </summary>
public sealed record Delivery
{
    /// <summary>The same key is the same message.</summary>
    public required string Key { get; init; }

    /// <summary>The customer's chat; null when there was none to send it to.</summary>
    public string? ClientId { get; init; }

    public required string Text { get; init; }

    public string? AgentId { get; init; }

    public string? GroupId { get; init; }

    public required DeliveryStatus Status { get; init; }

    /// <summary>Why it was skipped, superseded or failed.</summary>
    public string? Reason { get; init; }

    /// <summary>Chatra's id, once sent.</summary>
    public string? MessageId { get; init; }

    /// <summary>Calls on Chatra so far, whatever came of them.</summary>
    public int Attempts { get; init; }

    /// <summary>Attempts that ended in a fault worth a retry; they decide the back-off. A 429 or a pause is not one of them.</summary>
    public int Faults { get; init; }

    public string? LastError { get; init; }

    public required DateTimeOffset QueuedAt { get; init; }

    /// <summary>Not to be tried before this instant.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>When the sender that it belongs to took it, while <see cref="DeliveryStatus.Sending"/>.</summary>
    public DateTimeOffset? ClaimedAt { get; init; }

    public ImmutableArray<HistoryEntry> History { get; init; } = [];

    /// <summary>The row as it was read; a write under it fails when somebody else was quicker.</summary>
    internal ETag ETag { get; init; }

    /// <summary>Whether the row as it was read counts as unsent.</summary>
    internal bool HasMarker { get; init; }

    /// <summary>Whether a wake-up has anything left to do.</summary>
    public bool IsUnsent => Status is DeliveryStatus.Queued or DeliveryStatus.Released or DeliveryStatus.Sending;

    /// <summary>The status that the one who queued it was told; a repeat is told the same.</summary>
    public DeliveryStatus FirstStatus => History[0].Status;

    internal Delivery Enter(DeliveryStatus status, DateTimeOffset at, string? note = null) =>
        this with { Status = status, History = DeliveryHistory.Append(History, new HistoryEntry(at, status, note)) };
}
