namespace ChatraFunctions.Outbox;

/// <summary>
/// The arithmetic of the request budget, a leaky bucket in the GCRA form: slots are evenly apart, at a little less than the
/// account's limit. At 98.5 % of it, requests may arrive up to 0.9 seconds closer together than they left before a strict
/// sliding minute would hold one too many.
/// </summary>
internal sealed class Pace(int requestsPerMinute)
{
    private const double JitterMargin = 0.985;

    /// <summary>
    /// Additive increase, multiplicative decrease: what a 429 leaves, and what a full minute of slots gives back. With a foreign client
    /// that takes a quarter of the limit this meets 4 to 6 times a 429 in ten minutes and uses 92 to 95 % of the rest; half as much
    /// again of an increase meets 9, half of it leaves 7 % unused (simulated with a strict sliding minute; see bench/Delivery).
    /// </summary>
    private const double Decrease = 0.8;
    private const double IncreasePerMinute = 0.08;
    private const double LeastShare = 0.05;

    /// <summary>
    /// Chatra counts by the minute: for as long after a cut, the count is still full of what left at the pace before it, and a 429 says
    /// little about the pace of now. Cutting in full each time, five in a row left a third of the pace.
    /// </summary>
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private const double SmallDecrease = 0.95;

    /// <summary>The ledger after a 429 to a request of the present pace, that says when to come again.</summary>
    public static BudgetState Throttle(BudgetState state, DateTimeOffset now, DateTimeOffset until)
    {
        var wait = until - now;
        if (!(now - state.CutAt < Window))
            return state with { Share = Cut(state.Share, Decrease), CutAt = now, LastWait = wait };

        var longer = 2 * state.LastWait < Window ? 2 * state.LastWait : Window;
        return state with { Share = Cut(state.Share, SmallDecrease), LastWait = wait > longer ? wait : longer };
    }

    private static double Cut(double share, double part) => Math.Max(LeastShare, share * part);

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
