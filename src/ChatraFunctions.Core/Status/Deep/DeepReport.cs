namespace ChatraFunctions.Status.Deep;

/// <summary>The answer of <c>GET /health/deep</c>.</summary>
/// <param name="Status">The worst of all checks: <c>ok</c>, <c>degraded</c> or <c>failed</c>.</param>
/// <param name="Checks">One for each thing that the app needs.</param>
public sealed record DeepReport(string Status, IReadOnlyList<CheckResult> Checks)
{
    internal const string Ok = "ok";
    internal const string Degraded = "degraded";
    internal const string Failed = "failed";

    /// <summary>Nothing is left to do.</summary>
    public bool IsOk() => Status == Ok;

    internal static DeepReport Of(IReadOnlyList<CheckResult> checks)
    {
        var worst = new[] { Failed, Degraded }.FirstOrDefault(status => checks.Any(check => check.Status == status));
        return new DeepReport(worst ?? Ok, checks);
    }
}
