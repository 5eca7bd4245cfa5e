using ChatraFunctions.Core.Tests.Outbox;
using ChatraFunctions.Status;
using TestKit;

namespace ChatraFunctions.Core.Tests.Status;

/// <summary>GET /health, which anybody may call.</summary>
public sealed class HealthCheckTests(AzuriteFixture azurite)
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Storage_that_answers_is_health()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);

        var report = await stack.Get<HealthCheck>().CheckAsync(Ending);

        report.ShouldBe(new HealthReport("healthy", stack.Now));
        report.IsServing().ShouldBeTrue();
    }

    [Fact]
    public async Task Many_callers_cost_two_calls_on_storage()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var health = stack.Get<HealthCheck>();

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => health.CheckAsync(Ending)));
        stack.Proxy.Calls.Count.ShouldBe(2);

        stack.Time.Advance(TimeSpan.FromSeconds(2));
        await health.CheckAsync(Ending);
        stack.Proxy.Calls.Count.ShouldBe(4);
    }

    [Fact]
    public async Task Storage_that_never_answers_is_no_health_after_three_seconds()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        stack.Proxy.BeforeForward = _ => Task.FromResult<FaultAction?>(FaultAction.Hang);
        var checking = stack.Get<HealthCheck>().CheckAsync(Ending);
        await Eventually.HoldsAsync(() => stack.Proxy.Calls.Count == 2, "storage is asked");

        stack.Time.Advance(TimeSpan.FromSeconds(3));

        (await checking).IsServing().ShouldBeFalse();
    }

    [Fact]
    public async Task Caller_who_goes_away_does_not_make_it_unhealthy_for_others()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var health = stack.Get<HealthCheck>();
        stack.Proxy.BeforeForward = _ => Task.FromResult<FaultAction?>(FaultAction.Hang);
        using var caller = new CancellationTokenSource();
        var checking = health.CheckAsync(caller.Token);
        await Eventually.HoldsAsync(() => stack.Proxy.Calls.Count == 2, "storage is asked");
        await caller.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(checking);

        stack.Proxy.BeforeForward = null;
        (await health.CheckAsync(Ending)).IsServing().ShouldBeTrue();
    }
}
