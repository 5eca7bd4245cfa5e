namespace ChatraFunctions.Queues.Poison;

/// <summary>The answer of <c>POST /poison/{queue}/replay</c>.</summary>
/// <param name="Queue">The work queue whose poison queue it was.</param>
/// <param name="Replayed">How many messages went back to work.</param>
/// <param name="Remaining">About how many are left, with those that failed again meanwhile.</param>
public sealed record ReplayReport(string Queue, int Replayed, int Remaining);
