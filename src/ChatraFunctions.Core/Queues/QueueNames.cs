namespace ChatraFunctions.Queues;

/// <summary>The storage queues, in the order of the two paths. In Azure they are created with the account.</summary>
public static class QueueNames
{
    public const string ChatraEvents = "chatra-events";
    public const string OrderEvents = "order-events";
    public const string Outbox = "outbox";
    public const string ChatraSend = "chatra-send";

    /// <summary>Beside the paths: what is to be forgotten.</summary>
    public const string Erasures = "erasures";

    public static IReadOnlyList<string> All { get; } = [ChatraEvents, OrderEvents, Outbox, ChatraSend, Erasures];

    /// <summary>Time to live: a queue forgets messages after seven days unless told otherwise.</summary>
    internal static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);

    /// <summary>Where the Functions host puts what failed <c>maxDequeueCount</c> times.</summary>
    public static string Poison(string queue) => queue + "-poison";
}
