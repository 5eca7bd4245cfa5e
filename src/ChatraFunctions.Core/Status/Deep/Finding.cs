namespace ChatraFunctions.Status.Deep;

/// <summary>What a check found; it shows no secret.</summary>
internal sealed record Finding(string Status, string? Detail, string? Hint)
{
    /// <summary>The app has it.</summary>
    public static Finding Ok(string? detail = null) => new(DeepReport.Ok, detail, Hint: null);

    /// <summary>It cannot be said, or the app can do without it for a while.</summary>
    public static Finding Degraded(string detail, string hint) => new(DeepReport.Degraded, detail, hint);

    /// <summary>The app does not have it.</summary>
    public static Finding Failed(string detail, string hint) => new(DeepReport.Failed, detail, hint);
}
