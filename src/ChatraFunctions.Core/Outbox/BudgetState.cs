using Azure;

namespace ChatraFunctions.Outbox;

/// <summary>The account's rate ledger as it was read: one row of the table <c>RequestBudget</c>.</summary>
public sealed record BudgetState
{
    /// <summary>The next free slot; the ones before it are spent. A table takes no year before 1601, hence 1970 for none.</summary>
    public DateTimeOffset NextSlot { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>Nothing may be sent before this instant.</summary>
    public DateTimeOffset? PausedUntil { get; init; }

    public string? PauseReason { get; init; }

    /// <summary>
    /// The part of the full pace that is used, above 0 to 1: other integrations spend the same limit, so it is cut by a 429 and
    /// creeps back.
    /// </summary>
    public double Share { get; init; } = 1;

    /// <summary>When the pace was last cut in full.</summary>
    public DateTimeOffset? CutAt { get; init; }

    /// <summary>How long the last 429 made the account wait.</summary>
    public TimeSpan LastWait { get; init; }

    /// <summary>
    /// How often the account has been stopped. Slots that were given before the last stop are void: they follow a pace that turned out
    /// to be too fast.
    /// </summary>
    public int Epoch { get; init; }

    public DateTimeOffset? LastReleaseAt { get; init; }

    /// <summary>The row's version; null when there is no row yet.</summary>
    public ETag? ETag { get; init; }

    public bool IsPausedAt(DateTimeOffset now) => PausedUntil > now;

    /// <summary>Whether a request may leave at a slot that was given earlier.</summary>
    public bool Honours(Slot slot) => slot.Epoch == Epoch && !IsPausedAt(slot.At);
}
