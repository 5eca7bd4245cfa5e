namespace ChatraFunctions.Outbox;

/// <summary>How long a message waits after a fault that may pass: from 5 seconds to 8 hours, then it has failed.</summary>
internal static class BackOff
{
    private static readonly TimeSpan[] Steps =
    [
        TimeSpan.FromSeconds(5),
        TimeSpan.FromSeconds(30),
        TimeSpan.FromMinutes(2),
        TimeSpan.FromMinutes(10),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(1),
        TimeSpan.FromHours(2),
        TimeSpan.FromHours(4),
        TimeSpan.FromHours(8),
    ];

    /// <summary>The wait after the n-th fault (from 1), up to a tenth longer at random; null when there is no further try.</summary>
    public static TimeSpan? After(int faults) =>
        faults <= Steps.Length ? Steps[faults - 1] * (1 + (Random.Shared.NextDouble() / 10)) : null;
}
