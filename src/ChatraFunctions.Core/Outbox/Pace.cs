namespace ChatraFunctions.Outbox;

/// <summary>
/// The arithmetic of the request budget, a leaky bucket in the GCRA form: slots are evenly apart, at a little less than the
/// account's limit. At 98.5 % of it, requests may arrive up to 0.9 seconds closer together than they left before a strict
/// sliding minute would hold one too many.
/// </summary>
internal sealed class Pace(int requestsPerMinute)
{
    private const double JitterMargin = 0.985;

    /// <summary>Additive increase, multiplicative decrease: what a 429 leaves, and what a full minute of slots gives back.</summary>
    private const double Decrease = 0.8;
    private const double IncreasePerMinute = 0.12;
    private const double LeastShare = 0.05;

    public static double Cut(double share) => Math.Max(LeastShare, share * Decrease);

    public double PerMinute(double share) => requestsPerMinute * JitterMargin * share;

    public double Raise(double share, int slots) => Math.Min(1, share + (IncreasePerMinute * slots / requestsPerMinute));

    public TimeSpan Interval(double share) => TimeSpan.FromMinutes(1) / PerMinute(share);

    /// <summary>The first slot that the ledger can still give, at <paramref name="earliest"/> or later.</summary>
    public static DateTimeOffset FirstFree(BudgetState state, DateTimeOffset earliest)
    {
        var first = state.NextSlot > earliest ? state.NextSlot : earliest;
        return state.PausedUntil > first ? state.PausedUntil.Value : first;
    }

    /// <summary>How many slots there are from <paramref name="first"/> to <paramref name="until"/>, both included.</summary>
    public int Room(BudgetState state, DateTimeOffset first, DateTimeOffset until) =>
        first > until ? 0 : (int)Math.Min(int.MaxValue - 1, (until - first) / Interval(state.Share)) + 1;
}
