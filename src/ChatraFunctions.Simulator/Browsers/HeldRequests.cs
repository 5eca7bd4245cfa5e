namespace ChatraFunctions.Simulator.Browsers;

/// <summary>
/// Requests that wait for news. A browser has six connections to one server, over all its tabs; so that some are left for what it says,
/// no more than four wait here, and with a fifth the oldest of them is answered and comes back a little later.
/// </summary>
internal sealed class HeldRequests(TimeSpan longest, IHostApplicationLifetime lifetime, TimeProvider time)
{
    private const int Most = 4;

    /// <summary>For who has to make room, or has waited long enough.</summary>
    private static readonly TimeSpan Later = TimeSpan.FromMilliseconds(700);

    private readonly LinkedList<TaskCompletionSource> _held = new();
    private readonly Lock _gate = new();

    /// <summary>Waits for the change.</summary>
    /// <returns><c>null</c> when it came; else after what time the browser is to ask again.</returns>
    public async Task<TimeSpan?> WaitAsync(Task change, CancellationToken aborted)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(aborted, lifetime.ApplicationStopping);
        var room = Enter();
        try
        {
            var first = await Task.WhenAny(change, room.Value.Task, Task.Delay(longest, time, ended.Token));
            return first == change ? null : Later;
        }
        finally
        {
            Exit(room);
            await ended.CancelAsync();
        }
    }

    private LinkedListNode<TaskCompletionSource> Enter()
    {
        lock (_gate)
        {
            if (_held.Count == Most)
            {
                _held.First!.Value.SetResult();
                _held.RemoveFirst();
            }

            return _held.AddLast(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }
    }

    private void Exit(LinkedListNode<TaskCompletionSource> room)
    {
        lock (_gate)
        {
            if (room.List is not null)
                _held.Remove(room);
        }
    }
}
