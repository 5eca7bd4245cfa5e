using Chatra.Api;

namespace ChatraFunctions.Outbox;

/// <summary>What became of one call on Chatra, as the delivery and the account have to know it.</summary>
internal sealed record SendOutcome
{
    private static readonly TimeSpan DefaultRetryAfter = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan KeysPause = TimeSpan.FromMinutes(5);

    /// <summary>The limit is one of minutes; a date centuries off must not stop the shop for good.</summary>
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromDays(1);

    /// <summary>In UTF-16 units. It is kept in the history too, once an attempt, and all of it has to fit one row.</summary>
    private const int LongestError = 2_000;

    public required Delivery Delivery { get; init; }

    /// <summary>When to wake the delivery again; null when it is done with.</summary>
    public DateTimeOffset? WakeAt { get; init; }

    /// <summary>Until when the account must be left alone.</summary>
    public DateTimeOffset? PauseUntil { get; init; }

    /// <summary>Why, in words for the log: without Chatra's own, which may repeat what was sent. Null for the rate limit.</summary>
    public string? PauseReason { get; init; }

    public static SendOutcome Sent(Delivery claimed, string messageId, DateTimeOffset now) => new()
    {
        Delivery = Free(claimed).Enter(DeliveryStatus.Sent, now) with { MessageId = messageId, Reason = null, LastError = null },
    };

    /// <summary>The sender of an attempt is gone, and the message is not to be sent twice.</summary>
    public static SendOutcome Held(Delivery claimed, DateTimeOffset now) => Fail(claimed, "held: it is not known whether Chatra got it", now);

    /// <summary>It was claimed, but its slot passed before the call.</summary>
    public static SendOutcome Late(Delivery claimed, DateTimeOffset now) => new()
    {
        Delivery = Free(claimed).Enter(DeliveryStatus.Queued, now, "late for its slot") with { Attempts = claimed.Attempts - 1 },
        WakeAt = now,
    };

    public static SendOutcome Of(ChatraApiException fault, Delivery claimed, OutboxOptions options, DateTimeOffset now)
    {
        var delivery = claimed with { LastError = Describe(fault) };
        return fault.Kind switch
        {
            ChatraErrorKind.RateLimited => Pause(delivery, "rate limited", now + RetryAfter(fault), now),
            ChatraErrorKind.Unauthorized => Pause(delivery, "Chatra refused the keys", now + KeysPause, now) with { PauseReason = RefusedKeys(fault) },
            ChatraErrorKind.NotFound or ChatraErrorKind.Invalid => Fail(delivery, delivery.LastError, now),
            ChatraErrorKind.Uncertain when options.OnUncertain == OnUncertain.Hold => Held(delivery, now),
            ChatraErrorKind.Uncertain => WaitOut(delivery, options, now),
            _ => Retry(delivery, now),
        };
    }

    private static SendOutcome Pause(Delivery delivery, string note, DateTimeOffset until, DateTimeOffset now) => new()
    {
        Delivery = Free(delivery).Enter(DeliveryStatus.Queued, now, note),
        WakeAt = until,
        PauseUntil = until,
    };

    private static SendOutcome Retry(Delivery delivery, DateTimeOffset now)
    {
        var faults = delivery.Faults + 1;
        if (BackOff.After(faults) is not { } wait)
            return Fail(delivery, $"gave up after {faults} faults; the last: {delivery.LastError}", now);

        var at = now + wait;
        return new SendOutcome
        {
            Delivery = Free(delivery).Enter(DeliveryStatus.Queued, now, delivery.LastError) with { Faults = faults, NotBefore = at },
            WakeAt = at,
        };
    }

    /// <summary>The claim stands until it is old: should the answer still come to light, the message is not sent again.</summary>
    private static SendOutcome WaitOut(Delivery delivery, OutboxOptions options, DateTimeOffset now)
    {
        var retry = Retry(delivery, now);
        if (retry.WakeAt is not { } at)
            return retry;

        var claimedUntil = delivery.ClaimedAt!.Value + options.ClaimTimeout;
        var uncertain = delivery.Enter(DeliveryStatus.Sending, now, delivery.LastError) with { Faults = delivery.Faults + 1, NotBefore = at };
        return new SendOutcome { Delivery = uncertain, WakeAt = at > claimedUntil ? at : claimedUntil };
    }

    private static SendOutcome Fail(Delivery delivery, string? reason, DateTimeOffset now) => new()
    {
        Delivery = Free(delivery).Enter(DeliveryStatus.Failed, now, reason) with { Reason = reason },
    };

    private static Delivery Free(Delivery delivery) => delivery with { ClaimedAt = null, NotBefore = null };

    private static TimeSpan RetryAfter(ChatraApiException fault)
    {
        var wait = fault.RetryAfter ?? DefaultRetryAfter;
        return wait < LongestRetryAfter ? wait : LongestRetryAfter;
    }

    private static string RefusedKeys(ChatraApiException fault) => $"Chatra refused the keys ({(int?)fault.Status})";

    private static string Describe(ChatraApiException fault)
    {
        var error = fault.ChatraMessage is { Length: > 0 } words ? $"{fault.Message} {words}" : fault.Message;
        if (error.Length <= LongestError)
            return error;

        return char.IsHighSurrogate(error[LongestError - 1]) ? error[..(LongestError - 1)] : error[..LongestError];
    }
}
