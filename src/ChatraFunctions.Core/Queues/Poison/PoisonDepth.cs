namespace ChatraFunctions.Queues.Poison;

/// <summary>One poison queue at a glance.</summary>
/// <param name="Depth">About how many messages it holds: hidden ones count, as the storage service counts them.</param>
/// <param name="OldestInsertedAt">When the first visible one came; null when none is visible.</param>
/// <param name="OldestExpiresAt">When storage forgets that one; null when it never does.</param>
public sealed record PoisonDepth(int Depth, DateTimeOffset? OldestInsertedAt, DateTimeOffset? OldestExpiresAt);
