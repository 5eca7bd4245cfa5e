namespace ChatraFunctions.Requests;

/// <summary>
/// An expected no: a value, not an exception. The HTTP layer turns it into an RFC 9457 problem in one place.
/// </summary>
/// <param name="Reason">What kind of no; it decides the status.</param>
/// <param name="Detail">One sentence for the sender, free of secrets and of the sender's own data.</param>
/// <param name="Faults">Every offending place of the body, as JSON pointers (RFC 6901); empty when no place can be named.</param>
public sealed record Refusal(RefusalReason Reason, string Detail, IReadOnlyList<Fault> Faults)
{
    public Refusal(RefusalReason reason, string detail)
        : this(reason, detail, [])
    {
    }

    /// <summary>When trying again may help, where that is known; for <see cref="RefusalReason.Unavailable"/>.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>A body that breaks the documented shape.</summary>
    public static Refusal Invalid(string detail, IReadOnlyList<Fault> faults) => new(RefusalReason.Invalid, detail, faults);
}
