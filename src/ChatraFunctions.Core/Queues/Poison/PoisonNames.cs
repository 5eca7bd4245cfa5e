using ChatraFunctions.Requests;

namespace ChatraFunctions.Queues.Poison;

/// <summary>How operators name a queue in a path: <c>chatra-events</c>, or <c>chatra-events-poison</c>, which is the same.</summary>
internal static class PoisonNames
{
    /// <summary>The work queue's name, or a 404 that lists the names there are.</summary>
    public static Outcome<string> Resolve(string name) =>
        QueueNames.All.FirstOrDefault(queue => Matches(queue, name) || Matches(QueueNames.Poison(queue), name)) is { } queue
            ? queue
            : new Refusal(RefusalReason.NotFound, $"There is no queue of this name; there are: {string.Join(", ", QueueNames.All)}.");

    private static bool Matches(string queue, string name) => queue.Equals(name, StringComparison.OrdinalIgnoreCase);
}
