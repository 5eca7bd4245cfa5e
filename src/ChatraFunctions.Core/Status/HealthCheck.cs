using ChatraFunctions.Outbox;
using ChatraFunctions.Queues;
using ChatraFunctions.Secrets;
using ChatraFunctions.Storage;
using Microsoft.Extensions.Logging;

namespace ChatraFunctions.Status;

/// <summary>Whether events can be taken in: the queues and the tables answer.</summary>
public sealed partial class HealthCheck(
    StorageAccount account, RequestBudget budget, ISecretHealth secrets, TimeProvider time, ILogger<HealthCheck> logger) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>The route is open to all; so its cost on storage is bounded.</summary>
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _oneAtATime = new(1);
    private HealthReport? _last;

    public async Task<HealthReport> CheckAsync(CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            if (_last is null || time.GetUtcNow() - _last.CheckedAt >= Freshness)
                _last = await LookAsync(cancellationToken);

            return _last;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    private async Task<HealthReport> LookAsync(CancellationToken cancellationToken)
    {
        if (!await IsReachableAsync(cancellationToken))
            return new HealthReport(HealthReport.Unhealthy, time.GetUtcNow());

        var complaint = secrets.Complaint;
        return new HealthReport(complaint is null ? HealthReport.Healthy : HealthReport.Degraded, time.GetUtcNow(), complaint);
    }

    private async Task<bool> IsReachableAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            await Task.WhenAll(
                account.Queue(QueueNames.ChatraEvents).GetPropertiesAsync(either.Token),
                budget.ReadAsync(either.Token));
            return true;
        }
        catch (Exception exception) when (StorageOutage.Is(exception) && !cancellationToken.IsCancellationRequested)
        {
            Log.Unreachable(logger, exception);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Unhealthy: storage does not answer as it should")]
        public static partial void Unreachable(ILogger logger, Exception exception);
    }
}
