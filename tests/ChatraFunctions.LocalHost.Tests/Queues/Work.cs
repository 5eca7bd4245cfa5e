using System.Collections.Concurrent;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;

namespace ChatraFunctions.LocalHost.Tests.Queues;

/// <summary>What a test lets the function of the queue <c>work</c> do, and what came to it.</summary>
public sealed class Work
{
    private readonly ConcurrentQueue<(QueueMessage Message, DateTimeOffset At)> _begun = new();
    private int _running;
    private int _mostRunning;
    private int _ended;

    public Func<QueueMessage, CancellationToken, Task> Do { get; init; } = (_, _) => Task.CompletedTask;

    public IReadOnlyList<(QueueMessage Message, DateTimeOffset At)> Begun => [.. _begun];

    public int Running => Volatile.Read(ref _running);

    public int MostRunning => Volatile.Read(ref _mostRunning);

    public int Ended => Volatile.Read(ref _ended);

    public async Task RunAsync(QueueMessage message, CancellationToken cancellationToken)
    {
        _begun.Enqueue((message, DateTimeOffset.UtcNow));
        var running = Interlocked.Increment(ref _running);
        lock (_begun)
            _mostRunning = Math.Max(_mostRunning, running);
        try
        {
            await Do(message, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
            Interlocked.Increment(ref _ended);
        }
    }

    public sealed class Functions(Work work)
    {
        [Function("Work")]
        public Task RunAsync([QueueTrigger("work")] QueueMessage message, CancellationToken cancellationToken) => work.RunAsync(message, cancellationToken);
    }
}
