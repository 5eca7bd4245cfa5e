namespace ChatraFunctions.Status;

/// <summary>The account's request budget.</summary>
/// <param name="RequestsPerMinute">The account's limit.</param>
/// <param name="Pace">Requests a minute that are given out now: a little less than the limit, and less again after a 429.</param>
/// <param name="NextSlot">When the next request may be promised.</param>
/// <param name="PausedUntil">Nothing is sent before; absent while nothing is paused.</param>
/// <param name="PauseReason">Why; absent while nothing is paused.</param>
public sealed record BudgetReport(int RequestsPerMinute, double Pace, DateTimeOffset NextSlot, DateTimeOffset? PausedUntil, string? PauseReason);
