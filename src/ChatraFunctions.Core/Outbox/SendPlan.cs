namespace ChatraFunctions.Outbox;

/// <summary>What a wake-up means for a delivery at this moment.</summary>
internal abstract record SendPlan
{
    private SendPlan()
    {
    }

    /// <summary>Nothing is left to do.</summary>
    public sealed record Done : SendPlan;

    /// <summary>It is not its time yet, or another sender has it.</summary>
    public sealed record Later(DateTimeOffset At) : SendPlan;

    /// <summary>A sender had it and is gone; nobody knows whether Chatra got it, and it is not to be sent twice.</summary>
    public sealed record Hold : SendPlan;

    /// <summary>It is to be sent.</summary>
    public sealed record Send : SendPlan;

    public static SendPlan For(Delivery delivery, OutboxOptions options, DateTimeOffset now)
    {
        if (!delivery.IsUnsent)
            return new Done();

        if (delivery.NotBefore > now)
            return new Later(delivery.NotBefore.Value);

        if (delivery.Status != DeliveryStatus.Sending)
            return new Send();

        var claimedUntil = delivery.ClaimedAt!.Value + options.ClaimTimeout;
        if (claimedUntil > now)
            return new Later(claimedUntil);

        return options.OnUncertain == OnUncertain.Hold ? new Hold() : new Send();
    }
}
