using ChatraFunctions.Tests.Harness;
using TestKit;

namespace ChatraFunctions.Tests.Crashes;

/// <summary>Sees every step of the app, and kills the process at one of them: before it takes effect, or when it did and the app does not know.</summary>
internal sealed class KillSwitch
{
    private readonly Lock _gate = new();
    private readonly HashSet<int> _fatal = [];
    private readonly List<string> _seen = [];
    private readonly Action _kill;
    private TaskCompletionSource? _killed;
    private bool _isWatching;
    private (Step Step, Moment Moment)? _target;

    public KillSwitch(StorageProxy proxy, SimulatedChatra chatra, Action kill)
    {
        _kill = kill;
        proxy.BeforeForward = call => Task.FromResult(Step.NameOf(call) is { } name && Dies(call.Number, name, Moment.Before) ? FaultAction.Drop : null);
        proxy.AfterForward = call => Task.FromResult(Dies(call.Number, name: null, Moment.After) ? FaultAction.Drop : null);
        chatra.Around = AroundChatraAsync;
    }

    public enum Moment
    {
        Before,
        After,
    }

    /// <summary>Whether a death was ordered, come or not; until <see cref="Record"/>.</summary>
    public bool IsArmed => _killed is not null;

    /// <summary>Done when the process is dead.</summary>
    public Task Killed => _killed?.Task ?? throw new InvalidOperationException("Not armed.");

    public void Arm(Step step, Moment moment)
    {
        lock (_gate)
        {
            _seen.Clear();
            _fatal.Clear();
            (_target, _isWatching) = ((step, moment), true);
            _killed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>From here on nothing is recorded, and nobody dies.</summary>
    public void Rest()
    {
        lock (_gate)
            (_target, _isWatching) = (null, false);
    }

    public void Record()
    {
        lock (_gate)
        {
            _seen.Clear();
            (_target, _killed, _isWatching) = (null, null, true);
        }
    }

    /// <summary>The steps from <see cref="Record"/> to <see cref="Rest"/>, each with its occurrence.</summary>
    public List<Step> Recorded()
    {
        lock (_gate)
            return [.. _seen.Select((name, index) => new Step(name, _seen.Take(index + 1).Count(other => other == name)))];
    }

    public override string ToString()
    {
        lock (_gate)
            return $"Ordered {_target?.Moment} {_target?.Step}; seen since: {string.Join(", ", _seen)}";
    }

    private async Task<bool> AroundChatraAsync(Func<Task> takeEffect)
    {
        // Chatra's own numbers, which no call of storage has.
        var number = -Environment.TickCount;
        if (Dies(number, Step.ChatraCall, Moment.Before))
            return true;

        await takeEffect();
        return Dies(number, name: null, Moment.After);
    }

    /// <summary>Whether the process dies at this call; counts it when it is seen for the first time, with a name.</summary>
    private bool Dies(int number, string? name, Moment moment)
    {
        lock (_gate)
        {
            if (name is not null && _isWatching)
                _seen.Add(name);

            if (_target is not { } target)
                return false;

            // A call that the app gave up, and made again, has no "after": then it is the later one.
            if (name == target.Step.Name && _seen.Count(other => other == name) >= target.Step.Occurrence)
                _fatal.Add(number);

            if (target.Moment != moment || !_fatal.Contains(number))
                return false;

            _target = null;
            _kill();
            _killed!.SetResult();
            return true;
        }
    }
}
