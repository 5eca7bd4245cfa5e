namespace ChatraFunctions.Status;

/// <summary>What waits to be sent.</summary>
public sealed record OutboxReport(int Unsent, DateTimeOffset? OldestUnsentAt);
