namespace ChatraFunctions.Outbox;

/// <summary>Waits for a request's slot, and finds it a new one when its own has passed or was taken back.</summary>
public sealed class Slots(RequestBudget budget, WakeUps wakeUps, TimeProvider time)
{
    /// <summary>
    /// How late a request may leave. Together with the jitter on the way it must stay below the 0.9 seconds that
    /// <see cref="Pace"/> leaves; later ones would bunch up with the next.
    /// </summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(600);

    /// <summary>Reading the ledger and claiming the delivery takes two calls on storage: time for them before the slot.</summary>
    private static readonly TimeSpan Preparation = TimeSpan.FromMilliseconds(250);

    /// <summary>A longer wait is spent in the queue.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(8);

    /// <summary>
    /// Returns shortly before the slot, which is good then; null when it is so far off that the wake-up went back to the queue.
    /// </summary>
    public async Task<Slot?> ApproachAsync(WakeUp wakeUp, CancellationToken cancellationToken)
    {
        var slot = wakeUp.Slot;
        while (true)
        {
            if (slot is null || IsLate(slot))
                slot = await budget.ReserveOneAsync(cancellationToken);

            if (IsFar(slot))
            {
                await wakeUps.ReleaseAsync(wakeUp, slot, cancellationToken);
                return null;
            }

            await WaitUntilAsync(slot.At - Preparation, cancellationToken);
            if ((await budget.ReadAsync(cancellationToken)).Honours(slot))
                return slot;

            slot = null;
        }
    }

    /// <summary>
    /// For a caller who waits for the answer: returns at a slot within the next <paramref name="patience"/>; null when there is none, and
    /// then nothing is spent.
    /// </summary>
    public async Task<Slot?> TakeNearAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        if (await budget.TryReserveOneAsync(time.GetUtcNow() + patience, cancellationToken) is not { } slot)
            return null;

        await WaitUntilAsync(slot.At - Preparation, cancellationToken);
        return (await budget.ReadAsync(cancellationToken)).Honours(slot) ? await ArriveAsync(slot) : null;
    }

    /// <summary>
    /// Returns at the slot; or at another one, when it has passed meanwhile or the account was stopped; or null, when that one is
    /// far off.
    /// </summary>
    public async Task<Slot?> ArriveAsync(Slot slot)
    {
        await WaitUntilAsync(slot.At, CancellationToken.None);
        while (IsLate(slot) || budget.IsStopped())
        {
            slot = await budget.ReserveOneAsync(CancellationToken.None);
            if (IsFar(slot))
                return null;

            await WaitUntilAsync(slot.At, CancellationToken.None);
        }

        return slot;
    }

    private bool IsLate(Slot slot) => time.GetUtcNow() - slot.At > Tolerance;

    private bool IsFar(Slot slot) => slot.At - time.GetUtcNow() > LongestWait;

    private Task WaitUntilAsync(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        var wait = instant - time.GetUtcNow();
        return wait > TimeSpan.Zero ? Task.Delay(wait, time, cancellationToken) : Task.CompletedTask;
    }
}
