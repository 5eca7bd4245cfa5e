using ChatraFunctions.Orders;
using ChatraFunctions.Outbox;
using ChatraFunctions.Queues;
using ChatraFunctions.Storage;
using ChatraFunctions.Webhooks;

namespace ChatraFunctions.Status;

/// <summary>What an operator looks at first: everything read side by side, nothing changed.</summary>
public sealed class StatusReader(
    StorageAccount account, RequestBudget budget, MessageOutbox outbox, UnknownEvents unknownEvents, PrivacyRequests privacyRequests, TimeProvider time)
{
    public async Task<StatusReport> ReadAsync(CancellationToken cancellationToken)
    {
        var queues = ReadDepthsAsync(cancellationToken);
        var state = budget.ReadAsync(cancellationToken);
        var unsent = outbox.CountUnsentAsync(cancellationToken);
        var unknown = unknownEvents.CountAsync(cancellationToken);
        var privacy = privacyRequests.CountAsync(cancellationToken);
        await Task.WhenAll(queues, state, unsent, unknown, privacy);

        return new StatusReport(
            await queues,
            Report(await state),
            new OutboxReport((await unsent).Unsent, (await unsent).OldestQueuedAt),
            (await state).LastReleaseAt,
            await unknown,
            await privacy);
    }

    /// <summary>What is measured once in a while: twelve calls on storage, however much there is.</summary>
    public async Task<StatusLook> LookAsync(TimeSpan validFor, CancellationToken cancellationToken)
    {
        var queues = ReadDepthsAsync(cancellationToken);
        var state = budget.ReadAsync(cancellationToken);
        var oldest = outbox.FindOldestUnsentAsync(cancellationToken);
        await Task.WhenAll(queues, state, oldest);

        var now = time.GetUtcNow();
        return new StatusLook(await queues, (await state).IsPausedAt(now) ? (await state).PausedUntil : null, await oldest, now + validFor);
    }

    private BudgetReport Report(BudgetState state)
    {
        var now = time.GetUtcNow();
        var isPaused = state.IsPausedAt(now);
        return new BudgetReport(
            budget.RequestsPerMinute,
            Math.Round(budget.PaceOf(state), 1),
            Pace.FirstFree(state, now),
            isPaused ? state.PausedUntil : null,
            isPaused ? state.PauseReason : null);
    }

    private async Task<IReadOnlyDictionary<string, QueueDepth>> ReadDepthsAsync(CancellationToken cancellationToken)
    {
        var depths = await Task.WhenAll(QueueNames.All.Select(name => ReadDepthAsync(name, cancellationToken)));
        return QueueNames.All.Zip(depths).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    private async Task<QueueDepth> ReadDepthAsync(string queue, CancellationToken cancellationToken)
    {
        var depths = await Task.WhenAll(
            account.Queue(queue).CountAsync(cancellationToken),
            account.Queue(QueueNames.Poison(queue)).CountAsync(cancellationToken));
        return new QueueDepth(depths[0], depths[1]);
    }
}
