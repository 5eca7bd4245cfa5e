namespace ChatraFunctions.Simulator.RestApi;

/// <summary>
/// At most <paramref name="limit"/> requests in any 60 seconds, wherever the minute is laid: stricter than a fixed window or a
/// token bucket. Chatra does not say which it uses; who keeps to this keeps to all of them.
/// </summary>
internal sealed class SlidingWindow(int limit)
{
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(60);

    private readonly Queue<DateTimeOffset> _taken = [];
    private readonly Lock _gate = new();

    /// <summary><c>null</c> when the request may pass; else how long until the next one may.</summary>
    /// <remarks>
    /// A refused request does not count: Retry-After says "how many seconds to wait until retry", which would not hold if
    /// refusals filled the window too.
    /// </remarks>
    public TimeSpan? Take(TimeProvider time)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            while (_taken.TryPeek(out var oldest) && oldest + Length <= now)
                _taken.Dequeue();
            if (_taken.Count >= limit)
                return _taken.Peek() + Length - now;
            _taken.Enqueue(now);
            return null;
        }
    }
}
