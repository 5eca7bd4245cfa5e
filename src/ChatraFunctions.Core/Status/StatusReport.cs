namespace ChatraFunctions.Status;

/// <summary>The answer of <c>GET /status</c>.</summary>
public sealed record StatusReport(
    IReadOnlyDictionary<string, QueueDepth> Queues,
    BudgetReport Budget,
    OutboxReport Outbox,
    DateTimeOffset? LastReleaseAt,
    int UnknownEvents,
    int PrivacyRequests);
