using ChatraFunctions.Requests;
using ChatraFunctions.Storage;
using Microsoft.Extensions.Logging;

namespace ChatraFunctions.Erasure;

/// <summary>Takes requests to erase a person, and tells how they stand.</summary>
public sealed partial class Erasures
{
    private readonly ErasureTable _table;
    private readonly ErasureQueue _queue;
    private readonly Tombstones _tombstones;
    private readonly TimeProvider _time;
    private readonly ILogger<Erasures> _logger;

    internal Erasures(ErasureTable table, ErasureQueue queue, Tombstones tombstones, TimeProvider time, ILogger<Erasures> logger) =>
        (_table, _queue, _tombstones, _time, _logger) = (table, queue, tombstones, time, logger);

    /// <summary>Returns when it will be done whatever happens. The same request may be made again, and then also erases what is new.</summary>
    /// <exception cref="Azure.RequestFailedException">It could not be made durable; the same call may be made again.</exception>
    public async Task<Outcome<ErasureReport>> BeginAsync(string clientId, CancellationToken cancellationToken)
    {
        if (!TableKey.Fits(clientId))
            return new Refusal(RefusalReason.Invalid, $"The client id must have 1 to {TableKey.MaxLength} characters.");

        var now = DateTimeOffset.FromUnixTimeMilliseconds(_time.GetUtcNow().ToUnixTimeMilliseconds());
        await _table.BeginAsync(clientId, now, cancellationToken);
        _tombstones.Forget();
        await _queue.SendAsync(new ErasureStep(ErasureStage.Customers, clientId, now, []), TimeSpan.Zero, cancellationToken);
        var id = ErasureTable.IdOf(clientId);
        Log.Begun(_logger, id);
        return new ErasureReport(id, ErasureReport.Running, now, null, new ErasedCounts());
    }

    public Task<ErasureReport?> FindAsync(string id, CancellationToken cancellationToken) => _table.FindAsync(id, cancellationToken);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Erasure {ErasureId} was asked for")]
        public static partial void Begun(ILogger logger, string erasureId);
    }
}
