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

    /// <summary>It was taken back, or is outdated, before it was sent, as far as anybody knows.</summary>
    public sealed record Withdraw : SendPlan;

    /// <summary>Chatra is to be called.</summary>
    public sealed record Send : SendPlan;

    public static SendPlan For(Delivery delivery, OutboxOptions options, DateTimeOffset now)
    {
        if (!delivery.IsUnsent)
            return new Done();

        if (delivery.NotBefore > now)
            return new Later(delivery.NotBefore.Value);

        if (delivery.Status == DeliveryStatus.Sending && delivery.ClaimedAt!.Value + options.ClaimTimeout is var claimedUntil && claimedUntil > now)
            return new Later(claimedUntil);

        if (delivery.Task != DeliveryTask.Create)
            return new Send(); // It does no harm twice.

        if (delivery.IsTakenBack)
            return new Withdraw();

        return delivery.Status == DeliveryStatus.Sending && options.OnUncertain == OnUncertain.Hold ? new Hold() : new Send();
    }
}
