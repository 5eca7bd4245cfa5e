namespace ChatraFunctions.Status;

/// <summary>The answer of <c>GET /health</c>, which anybody may read.</summary>
/// <param name="Status"><c>healthy</c> or <c>unhealthy</c>.</param>
/// <param name="CheckedAt">When it was found out; not more than a few seconds ago.</param>
public sealed record HealthReport(string Status, DateTimeOffset CheckedAt)
{
    internal const string Healthy = "healthy";
    internal const string Unhealthy = "unhealthy";

    public bool IsHealthy() => Status == Healthy;
}
