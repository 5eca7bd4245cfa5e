namespace ChatraFunctions.Status;

/// <summary>The answer of <c>GET /health</c>, which anybody may read.</summary>
/// <param name="Status"><c>healthy</c>, <c>degraded</c> or <c>unhealthy</c>.</param>
/// <param name="CheckedAt">When it was found out; not more than a few seconds ago.</param>
/// <param name="Reason">What is wrong, while it is degraded.</param>
public sealed record HealthReport(string Status, DateTimeOffset CheckedAt, string? Reason = null)
{
    internal const string Healthy = "healthy";
    internal const string Degraded = "degraded";
    internal const string Unhealthy = "unhealthy";

    /// <summary>Whether events can be taken in; a restart, or another instance, would not mend what is degraded.</summary>
    public bool IsServing() => Status != Unhealthy;
}
