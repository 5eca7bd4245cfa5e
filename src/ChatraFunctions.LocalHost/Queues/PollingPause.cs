namespace ChatraFunctions.LocalHost;

/// <summary>
/// How long to wait before the next look at a queue: 100 ms after the last message, then doubling with 20 % of jitter up to
/// the longest, as the host's queue listener does.
/// </summary>
internal sealed class PollingPause(TimeSpan longest)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);

    private TimeSpan _next = Shortest;

    public void Reset() => _next = Shortest;

    public TimeSpan Next()
    {
        var pause = _next < longest ? _next : longest;
        _next = pause * 2;
#pragma warning disable CA5394 // Jitter keeps pollers apart; it guards no secret.
        var jittered = pause * (0.8 + (0.4 * Random.Shared.NextDouble()));
#pragma warning restore CA5394
        return jittered < longest ? jittered : longest;
    }
}
