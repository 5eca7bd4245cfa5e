using ChatraFunctions.LocalHost.Tests.Queues;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TestKit;

namespace ChatraFunctions.LocalHost.Tests;

public sealed class ShutdownTests(AzuriteFixture azurite)
{
    private readonly WorkQueue _queue = new(azurite.NewAccount());

    [Fact]
    public async Task What_runs_is_finished_and_nothing_new_is_begun()
    {
        using var gate = new SemaphoreSlim(0);
        var work = new Work { Do = (_, cancellationToken) => gate.WaitAsync(cancellationToken) };
        await _queue.CreateAsync();
        await _queue.SendAsync("first");
        await using var host = await RunningHost.StartAsync<Work.Functions>(_queue.Settings(("batchSize", "1"), ("newBatchThreshold", "0")), work);
        await Eventually.HoldsAsync(() => work.Running == 1, "it runs");
        await _queue.SendAsync("second");

        var stopped = host.StopAsync();
        await Task.Delay(500, TestContext.Current.CancellationToken);
        stopped.IsCompleted.ShouldBeFalse();
        gate.Release(10);
        await stopped;

        work.Begun.Count.ShouldBe(1);
        (await _queue.DepthAsync()).ShouldBe(1);
        (await _queue.VisibleAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task After_the_grace_what_runs_is_cancelled_and_its_message_comes_back()
    {
        var work = new Work { Do = (_, cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken) };
        await _queue.CreateAsync();
        await _queue.SendAsync("x");
        await using var host = await RunningHost.StartAsync<Work.Functions>(_queue.Settings(("LocalHost__ShutdownGrace", "00:00:01")), work);
        await Eventually.HoldsAsync(() => work.Running == 1, "it runs");

        await host.StopAsync();

        work.Running.ShouldBe(0);
        (await _queue.VisibleAsync()).ShouldBe(1);
        host.Log.Lines.ShouldContain("Warning: Work still runs at the end of the grace time and is cancelled");
    }

    [Fact]
    public async Task A_request_under_way_is_answered()
    {
        var slow = new Slow();
        await using var host = await RunningHost.StartAsync<SlowFunctions>(slow);
        var answer = host.Http.GetStringAsync("/api/slow", TestContext.Current.CancellationToken);
        await slow.Begun.Task;

        var stopped = host.StopAsync();
        await Task.Delay(300, TestContext.Current.CancellationToken);
        slow.Finish.SetResult();

        (await answer).ShouldBe("done");
        await stopped;
    }

    public sealed class Slow
    {
        public TaskCompletionSource Begun { get; } = new();

        public TaskCompletionSource Finish { get; } = new();
    }

    public sealed class SlowFunctions(Slow slow)
    {
        [Function("Slow")]
        public async Task<IResult> AnswerAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "slow")] HttpRequest request)
        {
            slow.Begun.SetResult();
            await slow.Finish.Task;
            return Results.Text("done", request.ContentType);
        }
    }
}
