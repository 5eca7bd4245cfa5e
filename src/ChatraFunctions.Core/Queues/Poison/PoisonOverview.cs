namespace ChatraFunctions.Queues.Poison;

/// <summary>The answer of <c>GET /poison</c>: every poison queue under its work queue's name.</summary>
public sealed record PoisonOverview(IReadOnlyDictionary<string, PoisonDepth> Queues);
