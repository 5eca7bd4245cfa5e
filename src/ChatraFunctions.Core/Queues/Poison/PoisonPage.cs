namespace ChatraFunctions.Queues.Poison;

/// <summary>The answer of <c>GET /poison/{queue}</c>.</summary>
/// <param name="Queue">The work queue's name.</param>
/// <param name="Depth">About how many messages there are, with those that <paramref name="Messages"/> does not reach.</param>
/// <param name="Messages">The first visible ones, 32 at most: storage shows no more of a queue without taking messages out.</param>
public sealed record PoisonPage(string Queue, int Depth, IReadOnlyList<PoisonMessage> Messages);
