using Azure.Storage.Queues;
using ChatraFunctions.Queues;
using ChatraFunctions.Storage;

namespace ChatraFunctions.Outbox;

/// <summary>Puts wake-ups on the two queues of the outbox. Each call is one storage write.</summary>
public sealed class WakeUps(StorageAccount storage, AccountOptions account, TimeProvider time)
{
    /// <summary>
    /// How long before its slot a wake-up shows: a queue is polled every two seconds at most, and a sender that is early waits,
    /// while one that is late needs a new slot. At a fast pace the queue is never found empty, so it is polled much more often, and
    /// each second of waiting keeps as many senders busy as there are slots in it.
    /// </summary>
    private readonly TimeSpan _early = TimeSpan.FromSeconds(account.RequestsPerMinute > 120 ? 1.5 : 2.5);

    private readonly QueueClient _outbox = storage.Queue(QueueNames.Outbox);
    private readonly QueueClient _chatraSend = storage.Queue(QueueNames.ChatraSend);

    /// <summary>Into the outbox, not to be seen before <paramref name="notBefore"/>.</summary>
    public Task QueueAsync(WakeUp wakeUp, DateTimeOffset notBefore, CancellationToken cancellationToken) =>
        SendAsync(_outbox, wakeUp with { ReleasedAt = null, Slot = null }, Math.Ceiling(SecondsUntil(notBefore)), cancellationToken);

    /// <summary>To the senders, just before its slot.</summary>
    public Task ReleaseAsync(WakeUp wakeUp, Slot slot, CancellationToken cancellationToken) =>
        SendAsync(_chatraSend, wakeUp with { ReleasedAt = time.GetUtcNow(), Slot = slot }, Math.Floor(SecondsUntil(slot.At - _early)), cancellationToken);

    private double SecondsUntil(DateTimeOffset instant) => (instant - time.GetUtcNow()).TotalSeconds;

    /// <summary>
    /// A storage queue counts in whole seconds, which are rounded so that the outbox shows nothing too early to be of use, and
    /// the senders nothing too late for its slot.
    /// </summary>
    private static Task SendAsync(QueueClient queue, WakeUp wakeUp, double wholeSeconds, CancellationToken cancellationToken) =>
        queue.SendMessageAsync(wakeUp.ToMessage(), TimeSpan.FromSeconds(Math.Max(0, wholeSeconds)), QueueNames.Forever, cancellationToken);
}
