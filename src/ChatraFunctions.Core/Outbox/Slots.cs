namespace ChatraFunctions.Outbox;

/// <summary>Waits for a delivery's slot, and finds it a new one when it comes too late for its own.</summary>
public sealed class Slots(RequestBudget budget, WakeUps wakeUps, TimeProvider time)
{
    /// <summary>
    /// How late a request may leave. Together with the jitter on the way it must stay below the 0.9 seconds that
    /// <see cref="Pace"/> leaves; later ones would bunch up with the next.
    /// </summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(400);

    /// <summary>Reading the ledger and claiming the delivery takes two calls on storage: time for them before the slot.</summary>
    private static readonly TimeSpan Preparation = TimeSpan.FromMilliseconds(250);

    /// <summary>A longer wait is spent in the queue.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(8);

    public bool IsLate(DateTimeOffset slot) => time.GetUtcNow() - slot > Tolerance;

    /// <summary>
    /// Returns shortly before the slot; null when it is so far off that the wake-up went back to the queue.
    /// </summary>
    public async Task<DateTimeOffset?> WaitAsync(WakeUp wakeUp, CancellationToken cancellationToken)
    {
        var slot = wakeUp.Slot is { } own && !IsLate(own) ? own : await budget.ReserveOneAsync(cancellationToken);
        if (slot - time.GetUtcNow() > LongestWait)
        {
            await wakeUps.ReleaseAsync(wakeUp, slot, cancellationToken);
            return null;
        }

        await WaitForInstantAsync(slot - Preparation, cancellationToken);
        return slot;
    }

    public Task WaitForInstantAsync(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        var wait = instant - time.GetUtcNow();
        return wait > TimeSpan.Zero ? Task.Delay(wait, time, cancellationToken) : Task.CompletedTask;
    }
}
