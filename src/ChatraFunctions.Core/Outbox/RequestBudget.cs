using Azure;
using Azure.Data.Tables;
using ChatraFunctions.Storage;
using Microsoft.Extensions.Logging;

namespace ChatraFunctions.Outbox;

/// <summary>
/// The account's rate ledger: whoever calls Chatra first takes a slot here. It is data, not a counter in memory, and changes only
/// by conditional writes, so that all instances together keep the limit.
/// </summary>
public sealed partial class RequestBudget(StorageAccount account, AccountOptions options, TimeProvider time, ILogger<RequestBudget> logger)
{
    /// <summary>Contention lasts seconds at most: more losses in a row than this are a fault.</summary>
    private const int MaxTries = 50;

    /// <summary>Milliseconds by which the longest wait grows with each loss, so that many contenders spread out.</summary>
    private const int MoreWait = 10;

    private readonly TableClient _table = account.Table(TableNames.RequestBudget);
    private readonly Pace _pace = new(options.RequestsPerMinute);

    public int RequestsPerMinute => options.RequestsPerMinute;

    /// <summary>Requests a minute that the ledger gives out now.</summary>
    public double PaceOf(BudgetState state) => _pace.PerMinute(state.Share);

    public async Task<BudgetState> ReadAsync(CancellationToken cancellationToken)
    {
        var row = await _table.GetEntityIfExistsAsync<TableEntity>(BudgetRow.Partition, BudgetRow.Key, cancellationToken: cancellationToken);
        return row.HasValue ? BudgetRow.Read(row.Value!) : new BudgetState();
    }

    /// <summary>How many slots could be reserved now between the two instants.</summary>
    public int Room(BudgetState state, DateTimeOffset earliest, DateTimeOffset until) =>
        _pace.Room(state, Pace.FirstFree(state, earliest), until);

    /// <summary>Takes the next free slot, however far off it is: for one that was late for its own.</summary>
    public async Task<DateTimeOffset> ReserveOneAsync(CancellationToken cancellationToken)
    {
        var slots = await ReserveAsync(1, time.GetUtcNow(), DateTimeOffset.MaxValue, isRelease: false, cancellationToken);
        return slots[0];
    }

    /// <summary>
    /// Takes up to <paramref name="count"/> consecutive slots between the two instants in one conditional write, and notes that
    /// the outbox was released. Fewer when another instance was quicker.
    /// </summary>
    public Task<IReadOnlyList<DateTimeOffset>> ReleaseAsync(
        int count, DateTimeOffset earliest, DateTimeOffset until, CancellationToken cancellationToken) =>
        ReserveAsync(count, earliest, until, isRelease: true, cancellationToken);

    /// <summary>Chatra said 429: nobody sends until then, and the pace is cut, once for each pause.</summary>
    public Task ThrottleAsync(DateTimeOffset until, CancellationToken cancellationToken) =>
        PauseAsync(until, "Chatra answered 429 (rate limit)", cutsPace: true, cancellationToken);

    /// <summary>Nobody sends until then.</summary>
    public Task PauseAsync(DateTimeOffset until, string reason, CancellationToken cancellationToken) =>
        PauseAsync(until, reason, cutsPace: false, cancellationToken);

    private async Task PauseAsync(DateTimeOffset until, string reason, bool cutsPace, CancellationToken cancellationToken)
    {
        await ChangeAsync(
            state => state with
            {
                PausedUntil = state.PausedUntil > until ? state.PausedUntil : until,
                PauseReason = state.PausedUntil > until ? state.PauseReason : reason,
                Share = cutsPace && !state.IsPausedAt(time.GetUtcNow()) ? Pace.Cut(state.Share) : state.Share,
            },
            cancellationToken);
        Log.Paused(logger, until, reason);
    }

    private async Task<IReadOnlyList<DateTimeOffset>> ReserveAsync(
        int count, DateTimeOffset earliest, DateTimeOffset until, bool isRelease, CancellationToken cancellationToken)
    {
        List<DateTimeOffset> slots = [];
        await ChangeAsync(
            state =>
            {
                var first = Pace.FirstFree(state, earliest);
                var interval = _pace.Interval(state.Share);
                var granted = Math.Min(count, _pace.Room(state, first, until));
                slots = [.. Enumerable.Range(0, granted).Select(i => first + (i * interval))];
                return state with
                {
                    NextSlot = granted > 0 ? first + (granted * interval) : state.NextSlot,
                    Share = _pace.Raise(state.Share, granted),
                    LastReleaseAt = isRelease ? time.GetUtcNow() : state.LastReleaseAt,
                };
            },
            cancellationToken);
        return slots;
    }

    /// <remarks>
    /// When the answer to a write is lost, the client's own second try is refused and the change is made once more: that spends
    /// slots, which is safe, while giving one twice would not be.
    /// </remarks>
    private async Task ChangeAsync(Func<BudgetState, BudgetState> change, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            var state = await ReadAsync(cancellationToken);
            try
            {
                await WriteAsync(change(state), cancellationToken);
                return;
            }
            catch (RequestFailedException exception) when (exception.Status is 409 or 412 && tries < MaxTries)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(MoreWait * (tries + 1))), time, cancellationToken);
            }
        }
    }

    private Task WriteAsync(BudgetState state, CancellationToken cancellationToken) => state.ETag is { } etag
        ? _table.UpdateEntityAsync(BudgetRow.From(state), etag, TableUpdateMode.Replace, cancellationToken)
        : _table.AddEntityAsync(BudgetRow.From(state), cancellationToken);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The Chatra account pauses until {Until:O}: {Reason}")]
        public static partial void Paused(ILogger logger, DateTimeOffset until, string reason);
    }
}
