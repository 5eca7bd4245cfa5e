namespace ChatraFunctions.Outbox;

/// <summary>What waits in the outbox.</summary>
/// <param name="Unsent">Messages that are queued, released or being sent.</param>
/// <param name="OldestQueuedAt">When the oldest of them was queued; null when there is none.</param>
public sealed record UnsentCount(int Unsent, DateTimeOffset? OldestQueuedAt);
