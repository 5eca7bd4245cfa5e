namespace ChatraFunctions.Simulator.RestApi;

/// <summary>
/// Numbers what happens in the account, so that who was away can ask for what came after, and who is there can wait for it.
/// </summary>
internal sealed class Changes
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _next = New();
    private (string Account, long Version) _now = (Ids.New(), 0);

    /// <summary>The last number, and the account that it is of: numbers of another one mean nothing here.</summary>
    public (string Account, long Version) Now
    {
        get
        {
            lock (_gate)
                return _now;
        }
    }

    /// <summary>Something happened. To be called before the lock is left under which it can be seen.</summary>
    public long Note() => Step(now => (now.Account, now.Version + 1));

    /// <summary>All was forgotten.</summary>
    public void Restart() => Step(now => (Ids.New(), now.Version + 1));

    /// <summary>Completes when something has happened after this.</summary>
    public Task After(long version)
    {
        lock (_gate)
            return _now.Version > version ? Task.CompletedTask : _next.Task;
    }

    private long Step(Func<(string Account, long Version), (string Account, long Version)> step)
    {
        TaskCompletionSource past;
        long version;
        lock (_gate)
        {
            (past, _next) = (_next, New());
            _now = step(_now);
            version = _now.Version;
        }

        past.SetResult();
        return version;
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
