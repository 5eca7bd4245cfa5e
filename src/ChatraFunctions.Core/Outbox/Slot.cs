namespace ChatraFunctions.Outbox;

/// <summary>Leave for one request on Chatra.</summary>
/// <param name="At">When it may go.</param>
/// <param name="Epoch">It is void when the ledger has moved on from this one; see <see cref="BudgetState.Epoch"/>.</param>
public sealed record Slot(DateTimeOffset At, int Epoch);
