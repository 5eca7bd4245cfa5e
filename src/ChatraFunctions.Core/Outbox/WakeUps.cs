using Azure.Storage.Queues;
using ChatraFunctions.Queues;
using ChatraFunctions.Storage;

namespace ChatraFunctions.Outbox;

/// <summary>Puts wake-ups on the two queues of the outbox. Each call is one storage write.</summary>
public sealed class WakeUps(StorageAccount account, TimeProvider time)
{
    /// <summary>
    /// How long before its slot a wake-up shows: a queue is polled every two seconds at most, and a sender that is early waits,
    /// while one that is late needs a new slot.
    /// </summary>
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(2.5);

    private readonly QueueClient _outbox = account.Queue(QueueNames.Outbox);
    private readonly QueueClient _chatraSend = account.Queue(QueueNames.ChatraSend);

    /// <summary>Into the outbox, not to be seen before <paramref name="notBefore"/>.</summary>
    public Task QueueAsync(WakeUp wakeUp, DateTimeOffset notBefore, CancellationToken cancellationToken) =>
        SendAsync(_outbox, wakeUp with { ReleasedAt = null, Slot = null }, notBefore, cancellationToken);

    /// <summary>To the senders, just before its slot.</summary>
    public Task ReleaseAsync(WakeUp wakeUp, DateTimeOffset slot, CancellationToken cancellationToken) =>
        SendAsync(_chatraSend, wakeUp with { ReleasedAt = time.GetUtcNow(), Slot = slot }, slot - Early, cancellationToken);

    /// <summary>A storage queue counts in whole seconds: rounded up, so that nothing shows too early to be of use.</summary>
    private Task SendAsync(QueueClient queue, WakeUp wakeUp, DateTimeOffset visibleAt, CancellationToken cancellationToken)
    {
        var delay = TimeSpan.FromSeconds(Math.Max(0, Math.Ceiling((visibleAt - time.GetUtcNow()).TotalSeconds)));
        return queue.SendMessageAsync(wakeUp.ToMessage(), delay, timeToLive: Forever, cancellationToken);
    }

    /// <summary>A queue forgets messages after seven days unless told otherwise.</summary>
    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);
}
