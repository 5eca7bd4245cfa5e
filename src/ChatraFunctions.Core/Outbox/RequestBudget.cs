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

    /// <summary>UTC ticks; the pauses that this process caused itself.</summary>
    private long _stoppedUntil;

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
    public async Task<Slot> ReserveOneAsync(CancellationToken cancellationToken)
    {
        Slot? slot = null;
        await ChangeAsync(
            state =>
            {
                slot = new Slot(Pace.FirstFree(state, time.GetUtcNow()), state.Epoch);
                return state with { NextSlot = slot.At + _pace.Interval(state.Share) };
            },
            cancellationToken);
        return slot!;
    }

    /// <summary>Takes the next free slot where that is no later than <paramref name="latest"/>; null where it is.</summary>
    public async Task<Slot?> TryReserveOneAsync(DateTimeOffset latest, CancellationToken cancellationToken)
    {
        Slot? slot = null;
        await ChangeAsync(
            state =>
            {
                var free = Pace.FirstFree(state, time.GetUtcNow());
                slot = free <= latest ? new Slot(free, state.Epoch) : null;
                return slot is null ? state : state with { NextSlot = free + _pace.Interval(state.Share) };
            },
            cancellationToken);
        return slot;
    }

    /// <summary>
    /// Takes up to <paramref name="count"/> consecutive slots between the two instants in one conditional write, and notes that
    /// the outbox was released. Fewer when another instance was quicker. Each lets the pace grow a little.
    /// </summary>
    public async Task<IReadOnlyList<Slot>> ReleaseAsync(
        int count, DateTimeOffset earliest, DateTimeOffset until, CancellationToken cancellationToken)
    {
        List<Slot> slots = [];
        await ChangeAsync(
            state =>
            {
                var first = Pace.FirstFree(state, earliest);
                var interval = _pace.Interval(state.Share);
                var granted = Math.Min(count, _pace.Room(state, first, until));
                slots = [.. Enumerable.Range(0, granted).Select(i => new Slot(first + (i * interval), state.Epoch))];
                return state with
                {
                    NextSlot = granted > 0 ? first + (granted * interval) : state.NextSlot,
                    Share = _pace.Raise(state.Share, granted),
                    LastReleaseAt = time.GetUtcNow(),
                };
            },
            cancellationToken);
        return slots;
    }

    /// <summary>
    /// Chatra said 429 to a request of this slot: nobody sends until then, or a little longer where it says so again and again; and the
    /// pace is cut, once however many requests of the same pace meet the limit.
    /// </summary>
    public Task ThrottleAsync(Slot refused, DateTimeOffset until, CancellationToken cancellationToken) =>
        StopAsync(refused, until, "Chatra answered 429 (rate limit)", cancellationToken);

    /// <summary>Nobody sends until then.</summary>
    public Task PauseAsync(DateTimeOffset until, string reason, CancellationToken cancellationToken) =>
        StopAsync(refused: null, until, reason, cancellationToken);

    /// <summary>
    /// Whether this process knows of a pause that is not over, perhaps before the ledger does: the last look before a request leaves.
    /// </summary>
    public bool IsStopped() => Interlocked.Read(ref _stoppedUntil) > time.GetUtcNow().UtcTicks;

    /// <summary>All slots that were given are void: the ledger gives them anew from the pause's end on, at the pace of now.</summary>
    private async Task StopAsync(Slot? refused, DateTimeOffset until, string reason, CancellationToken cancellationToken)
    {
        Remember(until);
        var end = until;
        await ChangeAsync(
            state =>
            {
                var now = time.GetUtcNow();
                var isNews = refused?.Epoch == state.Epoch;
                var next = isNews ? Pace.Throttle(state, now, until) : state;
                end = isNews ? now + next.LastWait : until;
                return next.PausedUntil >= end
                    ? next
                    : next with { PausedUntil = end, PauseReason = reason, NextSlot = end, Epoch = next.Epoch + 1 };
            },
            cancellationToken);
        Remember(end);
        Log.Paused(logger, end, reason);
    }

    private void Remember(DateTimeOffset until)
    {
        var known = Interlocked.Read(ref _stoppedUntil);
        while (known < until.UtcTicks && Interlocked.CompareExchange(ref _stoppedUntil, until.UtcTicks, known) is var found && found != known)
            known = found;
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
                var changed = change(state);
                if (!ReferenceEquals(changed, state))
                    await WriteAsync(changed, cancellationToken);
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
