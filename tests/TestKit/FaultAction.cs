namespace TestKit;

/// <summary>What the application sees in place of the storage account's answer.</summary>
public sealed record FaultAction
{
    private FaultAction() { }

    /// <summary>The status to answer with; null for no answer at all.</summary>
    internal int? Status { get; private init; }

    internal string? ErrorCode { get; private init; }

    internal bool Hangs { get; private init; }

    /// <summary>The connection is closed without an answer.</summary>
    public static FaultAction Drop { get; } = new();

    /// <summary>No answer, while the connection stays open until the application gives up.</summary>
    public static FaultAction Hang { get; } = new() { Hangs = true };

    /// <summary>A storage error: 503 with <c>ServerBusy</c>, 412 with <c>UpdateConditionNotSatisfied</c>, and so on.</summary>
    public static FaultAction Answer(int status, string? errorCode = null) => new() { Status = status, ErrorCode = errorCode };
}
