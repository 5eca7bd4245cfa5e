using ChatraFunctions.Outbox;

namespace ChatraFunctions.Queues.Poison;

/// <summary>A message of a poison queue as an operator sees it: identifiers and times, and nothing of what it says.</summary>
public sealed record PoisonMessage
{
    /// <summary>The queue's own id, which replay and delete take. A message that comes back after a replay has a new one.</summary>
    public required string Id { get; init; }

    /// <summary>When it came into the poison queue.</summary>
    public DateTimeOffset? InsertedAt { get; init; }

    /// <summary>When storage forgets it; null when it never does. The platform's host lets it after seven days.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>How often it was taken out of the poison queue and put back, by requests that looked for an id.</summary>
    public long DequeueCount { get; init; }

    /// <summary>Whether its function can make sense of it; if not, replaying it leads here again.</summary>
    public bool Readable { get; init; }

    /// <summary>Why it is here, when that is known.</summary>
    public string? Reason { get; init; }

    /// <summary>When its function last failed on it, when that is known.</summary>
    public DateTimeOffset? FailedAt { get; init; }

    /// <summary>The event's id, as its sender was answered.</summary>
    public string? EventId { get; init; }

    public string? EventName { get; init; }

    /// <summary>The delivery that a wake-up is for.</summary>
    public string? Key { get; init; }

    /// <summary>Where that delivery stands now: a wake-up for one that is not unsent has nothing left to do.</summary>
    public DeliveryStatus? Status { get; init; }

    /// <summary>When the event was accepted, or the message for the customer queued.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>W3C trace id of the request that caused it.</summary>
    public string? TraceId { get; init; }
}
