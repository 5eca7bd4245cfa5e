namespace ChatraFunctions.Outbox;

/// <summary>
/// What becomes of a message whose answer from Chatra never came: it may have been sent or not, and Chatra has no idempotency
/// key to find out.
/// </summary>
public enum OnUncertain
{
    /// <summary>Send it again once the claim on it is old: rather twice than never.</summary>
    Resend,

    /// <summary>Park it as failed for a person to decide: rather never than twice.</summary>
    Hold,
}
