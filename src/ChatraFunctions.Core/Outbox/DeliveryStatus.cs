using System.Text.Json.Serialization;

namespace ChatraFunctions.Outbox;

/// <summary>Where a pushed message stands: <c>queued -> released -> sending -> sent</c>, or one of the side exits.</summary>
[JsonConverter(typeof(DeliveryStatusJson))]
public enum DeliveryStatus
{
    /// <summary>Waits in the outbox, also between two attempts.</summary>
    Queued,

    /// <summary>Has a slot of the request budget.</summary>
    Released,

    /// <summary>Claimed by a sender that is calling Chatra, or that died doing so.</summary>
    Sending,

    /// <summary>Chatra has it.</summary>
    Sent,

    /// <summary>Will not be tried again by itself; the reason says why.</summary>
    Failed,

    /// <summary>There was nobody to send it to.</summary>
    Skipped,

    /// <summary>A later state of the same order took its place before it was sent.</summary>
    Superseded,

    /// <summary>Sent, and its text replaced since.</summary>
    Edited,

    /// <summary>Taken back.</summary>
    Deleted,
}
