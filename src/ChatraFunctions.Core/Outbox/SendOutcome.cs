using Chatra.Api;

namespace ChatraFunctions.Outbox;

/// <summary>What became of one call on Chatra, as the delivery and the account have to know it.</summary>
internal sealed record SendOutcome
{
    private static readonly TimeSpan DefaultRetryAfter = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan KeysPause = TimeSpan.FromMinutes(5);

    /// <summary>The longest wait of a message behind such a pause: it must not take long to see that the keys were mended.</summary>
    private static readonly TimeSpan LongestAfterRefusal = TimeSpan.FromMinutes(10);

    /// <summary>The limit is one of minutes; a date centuries off must not stop the shop for good.</summary>
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromDays(1);

    /// <summary>In UTF-16 units. It is kept in the history too, once an attempt, and all of it has to fit one row.</summary>
    private const int LongestError = 2_000;

    private const string InDoubt = "it is not known whether Chatra got it";

    private const string UnknownVisitor = "Chatra does not know the visitor: they have not opened the chat yet";

    public required Delivery Delivery { get; init; }

    /// <summary>When to wake the delivery again; null when it is done with.</summary>
    public DateTimeOffset? WakeAt { get; init; }

    /// <summary>Until when the account must be left alone.</summary>
    public DateTimeOffset? PauseUntil { get; init; }

    /// <summary>Why, in words for the log: without Chatra's own, which may repeat what was sent. Null for the rate limit.</summary>
    public string? PauseReason { get; init; }

    /// <param name="result">How it ended.</param>
    /// <param name="claimed">The delivery as the call went by it.</param>
    /// <param name="current">The delivery as it is now: its text may have been replaced meanwhile, or the message taken back.</param>
    /// <param name="options">What becomes of a message in doubt.</param>
    /// <param name="now">The time.</param>
    public static SendOutcome Of(CallResult result, Delivery claimed, Delivery current, OutboxOptions options, DateTimeOffset now) => result switch
    {
        CallResult.Done done => Done(done.MessageId, claimed, current, now),
        CallResult.Failed { Fault.Kind: ChatraErrorKind.Unreadable } => Unread(claimed, current, now),
        CallResult.Failed failed => Of(failed.Fault, claimed, current, options, now),
        CallResult.NoKeys => Again(NotCalled(current), "the keys cannot be read", now + PushedMessageSender.AfterOutage, now),
        CallResult.NewKeys => Again(current, "the keys were refused, and read anew", now, now),
        CallResult.TooLate => Again(NotCalled(current), "late for its slot", now, now),
        CallResult.Held => Fail(current with { IsInDoubt = true }, "held: " + InDoubt, now),
        _ => new SendOutcome { Delivery = Withdraw(current with { IsInDoubt = current.IsInDoubt || current.Status == DeliveryStatus.Sending }, now) },
    };

    /// <summary>For how long Chatra is to be left alone after a 429.</summary>
    public static TimeSpan RetryAfter(ChatraApiException fault)
    {
        var wait = fault.RetryAfter ?? DefaultRetryAfter;
        return wait < LongestRetryAfter ? wait : LongestRetryAfter;
    }

    private static SendOutcome Done(string messageId, Delivery claimed, Delivery current, DateTimeOffset now) => claimed.Task switch
    {
        DeliveryTask.Delete => new SendOutcome { Delivery = Free(current).Enter(DeliveryStatus.Deleted, now) with { Reason = null, LastError = null } },
        DeliveryTask.Edit => Has(current, claimed.Revision, DeliveryStatus.Edited, now),
        DeliveryTask.UpdateVisitor => Has(current, claimed.Revision, DeliveryStatus.Sent, now),
        _ => Has(current with { MessageId = messageId }, claimed.Revision, DeliveryStatus.Sent, now),
    };

    /// <summary>Chatra did it. A message that was made so has no id, unless a webhook brings it.</summary>
    private static SendOutcome Unread(Delivery claimed, Delivery current, DateTimeOffset now) => claimed.Task != DeliveryTask.Create
        ? Done(claimed.MessageId ?? "", claimed, current, now)
        : new SendOutcome
        {
            Delivery = Free(current).Enter(DeliveryStatus.Sent, now, "its id is not known: Chatra's answer could not be read") with { IsInDoubt = true },
        };

    private static SendOutcome Has(Delivery delivery, int revision, DeliveryStatus status, DateTimeOffset now)
    {
        var next = delivery.Has(revision, status, now);
        return new SendOutcome { Delivery = next, WakeAt = next.IsUnsent ? now : null };
    }

    private static SendOutcome Of(ChatraApiException fault, Delivery claimed, Delivery current, OutboxOptions options, DateTimeOffset now)
    {
        var delivery = current with { LastError = Describe(fault), Faults = Math.Min(current.Faults, claimed.Faults) }; // Counted once, if written twice.
        var isChanged = current.Revision != claimed.Revision || current.IsUnwanted != claimed.IsUnwanted;
        return fault.Kind switch
        {
            ChatraErrorKind.RateLimited => Pause(delivery, "rate limited", now + RetryAfter(fault), now),
            ChatraErrorKind.Unauthorized => Refused(delivery, fault, now),
            ChatraErrorKind.NotFound when claimed.Task == DeliveryTask.Delete => new SendOutcome { Delivery = Withdraw(current, now) },
            ChatraErrorKind.NotFound or ChatraErrorKind.Invalid when isChanged => Again(delivery, delivery.LastError, now, now),
            ChatraErrorKind.NotFound when claimed.Task == DeliveryTask.UpdateVisitor => Fail(delivery, UnknownVisitor, now),
            ChatraErrorKind.NotFound or ChatraErrorKind.Invalid => Fail(delivery, delivery.LastError, now),
            ChatraErrorKind.Uncertain when claimed.Task != DeliveryTask.Create => Retry(delivery, now),
            ChatraErrorKind.Uncertain when options.OnUncertain == OnUncertain.Hold => Fail(delivery with { IsInDoubt = true }, "held: " + InDoubt, now),
            ChatraErrorKind.Uncertain => WaitOut(delivery with { IsInDoubt = true }, options, now),
            ChatraErrorKind.Unavailable when claimed.Task == DeliveryTask.Create => Retry(delivery with { IsInDoubt = true }, now), // A proxy's 502 tells nothing of Chatra.
            _ => Retry(delivery, now),
        };
    }

    /// <summary>
    /// It may be this message that Chatra refuses and not the keys. So another one is the first after the pause, and this one comes
    /// later each time.
    /// </summary>
    private static SendOutcome Refused(Delivery delivery, ChatraApiException fault, DateTimeOffset now)
    {
        var until = now + KeysPause;
        var behind = BackOff.After(delivery.Attempts) is { } wait && wait < LongestAfterRefusal ? wait : LongestAfterRefusal;
        return Again(delivery, "Chatra refused the keys", until + behind, now) with { PauseUntil = until, PauseReason = RefusedKeys(fault) };
    }

    private static SendOutcome Pause(Delivery delivery, string note, DateTimeOffset until, DateTimeOffset now) =>
        Again(delivery, note, until, now) with { PauseUntil = until };

    private static SendOutcome Retry(Delivery delivery, DateTimeOffset now)
    {
        var faults = delivery.Faults + 1;
        if (BackOff.After(faults) is not { } wait)
            return Fail(delivery, $"gave up after {faults} faults; the last: {delivery.LastError}", now);

        var again = Again(delivery with { Faults = faults }, delivery.LastError, now + wait, now);
        return again with { Delivery = again.Delivery with { NotBefore = again.WakeAt } };
    }

    /// <summary>Back to the outbox, unless it has been taken back meanwhile: then there is nothing left to send.</summary>
    private static SendOutcome Again(Delivery delivery, string? note, DateTimeOffset at, DateTimeOffset now) =>
        delivery.IsTakenBack
            ? new SendOutcome { Delivery = Withdraw(delivery, now) }
            : new SendOutcome { Delivery = Free(delivery).Enter(DeliveryStatus.Queued, now, note), WakeAt = at };

    /// <summary>The claim stands until it is old: should the answer still come to light, the message is not sent again.</summary>
    private static SendOutcome WaitOut(Delivery delivery, OutboxOptions options, DateTimeOffset now)
    {
        if (BackOff.After(delivery.Faults + 1) is not { } wait)
            return Retry(delivery, now);

        var at = now + wait;
        var claimedUntil = delivery.ClaimedAt!.Value + options.ClaimTimeout;
        var uncertain = delivery.Enter(DeliveryStatus.Sending, now, delivery.LastError) with { Faults = delivery.Faults + 1, NotBefore = at };
        return new SendOutcome { Delivery = uncertain, WakeAt = at > claimedUntil ? at : claimedUntil };
    }

    private static SendOutcome Fail(Delivery delivery, string? reason, DateTimeOffset now) => new()
    {
        Delivery = delivery.IsTakenBack
            ? Withdraw(delivery, now)
            : Free(delivery).Enter(DeliveryStatus.Failed, now, reason) with { Reason = reason },
    };

    private static Delivery Withdraw(Delivery delivery, DateTimeOffset now)
    {
        var note = delivery.IsInDoubt ? InDoubt : null;
        return delivery is { IsOutdated: true, IsUnwanted: false } and { MessageId: null }
            ? delivery.Supersede(now, note)
            : Free(delivery).Enter(DeliveryStatus.Deleted, now, note);
    }

    private static Delivery Free(Delivery delivery) => delivery with { ClaimedAt = null, NotBefore = null };

    private static Delivery NotCalled(Delivery delivery) => delivery with { Attempts = delivery.Attempts - 1 };

    private static string RefusedKeys(ChatraApiException fault) => $"Chatra refused the keys ({(int?)fault.Status})";

    private static string Describe(ChatraApiException fault)
    {
        var error = fault.ChatraMessage is { Length: > 0 } words ? $"{fault.Message} {words}" : fault.Message;
        if (error.Length <= LongestError)
            return error;

        return char.IsHighSurrogate(error[LongestError - 1]) ? error[..(LongestError - 1)] : error[..LongestError];
    }
}
