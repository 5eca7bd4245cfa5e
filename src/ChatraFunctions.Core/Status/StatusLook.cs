namespace ChatraFunctions.Status;

/// <summary>The part of the status that is measured all the time.</summary>
/// <param name="Queues">By the queue's name.</param>
/// <param name="PausedUntil">Of the account's budget; null when it is not paused.</param>
/// <param name="OldestUnsentAt">Since when the oldest unsent message waits; null when there is none.</param>
/// <param name="ValidUntil">When it is too old to be shown.</param>
public sealed record StatusLook(
    IReadOnlyDictionary<string, QueueDepth> Queues, DateTimeOffset? PausedUntil, DateTimeOffset? OldestUnsentAt, DateTimeOffset ValidUntil);
