using Azure.Data.Tables;

namespace ChatraFunctions.Outbox;

/// <summary>The ledger in the table <c>RequestBudget</c>: one row an account.</summary>
internal static class BudgetRow
{
    public const string Partition = "chatra";
    public const string Key = "budget";

    public static TableEntity From(BudgetState state) => new(Partition, Key)
    {
        ["NextSlot"] = state.NextSlot,
        ["PausedUntil"] = state.PausedUntil,
        ["PauseReason"] = state.PauseReason,
        ["Share"] = state.Share,
        ["CutAt"] = state.CutAt,
        ["LastWaitSeconds"] = state.LastWait.TotalSeconds,
        ["Epoch"] = state.Epoch,
        ["LastReleaseAt"] = state.LastReleaseAt,
    };

    public static BudgetState Read(TableEntity row) => new()
    {
        NextSlot = row.GetDateTimeOffset("NextSlot")!.Value,
        PausedUntil = row.GetDateTimeOffset("PausedUntil"),
        PauseReason = row.GetString("PauseReason"),
        Share = row.GetDouble("Share") ?? 1,
        CutAt = row.GetDateTimeOffset("CutAt"),
        LastWait = TimeSpan.FromSeconds(row.GetDouble("LastWaitSeconds") ?? 0),
        Epoch = row.GetInt32("Epoch") ?? 0,
        LastReleaseAt = row.GetDateTimeOffset("LastReleaseAt"),
        ETag = row.ETag,
    };
}
