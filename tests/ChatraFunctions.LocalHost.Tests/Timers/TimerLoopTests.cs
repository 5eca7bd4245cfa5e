using System.Collections.Concurrent;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Time.Testing;

namespace ChatraFunctions.LocalHost.Tests.Timers;

public sealed class TimerLoopTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Noon);

    [Fact]
    public async Task It_runs_at_each_occurrence_and_knows_the_one_before()
    {
        var runs = new Runs(_time);
        await using var host = await RunningHost.StartAsync<EveryQuarterMinute>(runs, _time);

        await AdvanceToAsync(Noon.AddSeconds(30), runs, count: 2);

        runs.All.Select(run => run.At).ShouldBe([Noon.AddSeconds(15), Noon.AddSeconds(30)]);
        runs.All.ShouldAllBe(run => !run.Info.IsPastDue);
        runs.All[0].Info.ScheduleStatus!.Last.ShouldBe(default);
        runs.All[0].Info.ScheduleStatus!.Next.ShouldBe(Noon.UtcDateTime.AddSeconds(15));
        runs.All[1].Info.ScheduleStatus!.Last.ShouldBe(Noon.UtcDateTime.AddSeconds(15));
        runs.All[1].Info.ScheduleStatus!.Next.ShouldBe(Noon.UtcDateTime.AddSeconds(30));
    }

    [Fact]
    public async Task An_occurrence_during_a_run_is_skipped()
    {
        var finish = new TaskCompletionSource();
        var runs = new Runs(_time) { Do = _ => finish.Task };
        await using var host = await RunningHost.StartAsync<EveryQuarterMinute>(runs, _time);
        await AdvanceToAsync(Noon.AddSeconds(15), runs, count: 1);

        await AdvanceToAsync(Noon.AddSeconds(50), runs, count: 1);
        await Task.Delay(200, TestContext.Current.CancellationToken);
        runs.All.Count.ShouldBe(1);
        finish.SetResult();
        await Task.Delay(200, TestContext.Current.CancellationToken);
        runs.All.Count.ShouldBe(1);
        await AdvanceToAsync(Noon.AddSeconds(60), runs, count: 2);

        runs.All[1].At.ShouldBe(Noon.AddSeconds(60));
        runs.All[1].Info.IsPastDue.ShouldBeFalse();
    }

    [Fact]
    public async Task After_the_machine_slept_it_runs_once_past_due_and_then_on_time()
    {
        var runs = new Runs(_time);
        await using var host = await RunningHost.StartAsync<EveryQuarterMinute>(runs, _time);
        await Task.Delay(200, TestContext.Current.CancellationToken);

        _time.Advance(TimeSpan.FromSeconds(100));
        await Eventually.HoldsAsync(() => runs.All.Count == 1, "it runs late");
        await AdvanceToAsync(Noon.AddSeconds(105), runs, count: 2);

        runs.All.Select(run => run.Info.IsPastDue).ShouldBe([true, false]);
        runs.All[1].At.ShouldBe(Noon.AddSeconds(105));
    }

    [Fact]
    public async Task A_failure_is_logged_and_the_schedule_goes_on()
    {
        var runs = new Runs(_time) { Do = _ => throw new InvalidOperationException("broken") };
        await using var host = await RunningHost.StartAsync<EveryQuarterMinute>(runs, _time);

        await AdvanceToAsync(Noon.AddSeconds(30), runs, count: 2);

        host.Log.Lines.ShouldContain("Error: Tick failed; it runs again at its next occurrence <- broken");
    }

    [Fact]
    public async Task RunOnStartup_runs_at_once_and_without_a_monitor_there_is_no_status()
    {
        var runs = new Runs(_time);
        await using var host = await RunningHost.StartAsync<AtStartup>(new Dictionary<string, string?> { ["Yearly"] = "0 0 0 1 1 *" }, runs, _time);

        await Eventually.HoldsAsync(() => runs.All.Count == 1, "it runs at once");

        runs.All[0].At.ShouldBe(Noon);
        runs.All[0].Info.ScheduleStatus.ShouldBeNull();
        runs.All[0].Info.IsPastDue.ShouldBeFalse();
    }

    [Fact]
    public async Task An_occurrence_months_away_is_reached()
    {
        var runs = new Runs(_time);
        await using var host = await RunningHost.StartAsync<AtStartup>(new Dictionary<string, string?> { ["Yearly"] = "0 0 0 1 1 *" }, runs, _time);
        await Eventually.HoldsAsync(() => runs.All.Count == 1, "it runs at once");

        await AdvanceToAsync(new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero), runs, count: 2, step: TimeSpan.FromHours(12));

        runs.All[1].At.ShouldBe(new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }

    /// <summary>In steps, each once the host had a moment to wait for the next.</summary>
    private async Task AdvanceToAsync(DateTimeOffset instant, Runs runs, int count, TimeSpan? step = null)
    {
        while (_time.GetUtcNow() < instant)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
            _time.Advance(step ?? TimeSpan.FromSeconds(1));
        }

        await Eventually.HoldsAsync(() => runs.All.Count == count, $"{count} runs by {instant:O}");
    }

    public sealed class Runs(FakeTimeProvider time)
    {
        private readonly ConcurrentQueue<(DateTimeOffset At, TimerInfo Info)> _all = new();

        public Func<CancellationToken, Task> Do { get; init; } = _ => Task.CompletedTask;

        public IReadOnlyList<(DateTimeOffset At, TimerInfo Info)> All => [.. _all];

        public Task RunAsync(TimerInfo info, CancellationToken cancellationToken)
        {
            _all.Enqueue((time.GetUtcNow(), info));
            return Do(cancellationToken);
        }
    }

    public sealed class EveryQuarterMinute(Runs runs)
    {
        [Function("Tick")]
        public Task TickAsync([TimerTrigger("*/15 * * * * *")] TimerInfo timer, CancellationToken cancellationToken) => runs.RunAsync(timer, cancellationToken);
    }

    public sealed class AtStartup(Runs runs)
    {
        [Function("Tick")]
        public Task TickAsync([TimerTrigger("%Yearly%", RunOnStartup = true, UseMonitor = false)] TimerInfo timer, CancellationToken cancellationToken) =>
            runs.RunAsync(timer, cancellationToken);
    }
}
