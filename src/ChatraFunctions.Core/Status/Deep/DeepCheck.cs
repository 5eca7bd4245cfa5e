using Microsoft.Extensions.Logging;

namespace ChatraFunctions.Status.Deep;

/// <summary>Looks at everything that the app needs, side by side, and says of each what to do where it is not as it should be.</summary>
public sealed partial class DeepCheck
{
    /// <summary>For each check, and so for all of them.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly IReadOnlyList<Check> _checks;
    private readonly TimeProvider _time;
    private readonly ILogger<DeepCheck> _logger;

    internal DeepCheck(IReadOnlyList<Check> checks, TimeProvider time, ILogger<DeepCheck> logger) =>
        (_checks, _time, _logger) = (checks, time, logger);

    public async Task<DeepReport> RunAsync(CancellationToken cancellationToken)
    {
        var report = DeepReport.Of(await Task.WhenAll(_checks.Select(check => LookAsync(check, cancellationToken))));
        if (report.IsOk())
            Log.Well(_logger, report.Checks.Count);
        else
            Log.NotWell(_logger, report.Status, Complaints(report));

        return report;
    }

    private static string Complaints(DeepReport report) =>
        string.Join("; ", report.Checks.Where(check => check.Status != DeepReport.Ok).Select(check => $"{check.Name}: {check.Detail}"));

    private async Task<CheckResult> LookAsync(Check check, CancellationToken cancellationToken)
    {
        var (status, detail, hint) = await FindAsync(check, cancellationToken);
        return new CheckResult(check.Name, status, detail, hint);
    }

    /// <summary>Whatever goes wrong in a check, it must not hide what the others found.</summary>
    private async Task<Finding> FindAsync(Check check, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            return await check.LookAsync(either.Token).WaitAsync(either.Token);
        }
        catch (Exception) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return Finding.Failed($"No answer within {Patience.TotalSeconds:0} seconds.", check.OnSilence);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return Finding.Failed($"The check itself failed: {exception.GetType().Name}.", check.OnSilence);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Deep check: ok, {Count} checks")]
        public static partial void Well(ILogger logger, int count);

        [LoggerMessage(2, LogLevel.Warning, "Deep check: {Status}; {Complaints}")]
        public static partial void NotWell(ILogger logger, string status, string complaints);
    }
}
