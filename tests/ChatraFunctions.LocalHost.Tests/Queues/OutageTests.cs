using TestKit;

namespace ChatraFunctions.LocalHost.Tests.Queues;

/// <summary>Storage goes away for real, so it is not the one that other tests use.</summary>
public sealed class OutageTests : IAsyncLifetime
{
    private AzuriteServer? _azurite;

    private AzuriteServer Azurite => _azurite!;

    public async ValueTask InitializeAsync() => _azurite = await AzuriteServer.LaunchAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => Azurite.DisposeAsync();

    [Fact]
    public async Task A_host_that_starts_before_its_storage_takes_messages_once_it_is_there()
    {
        var queue = new WorkQueue(Azurite.NewAccount());
        await queue.CreateAsync();
        await queue.SendAsync("x");
        await Azurite.StopAsync();
        var work = new Work();

        await using var host = await RunningHost.StartAsync<Work.Functions>(queue.Settings(), work);
        await Eventually.HoldsAsync(() => host.Log.Lines.Any(IsTrouble), "it says that it cannot reach the queue");
        await Azurite.StartAsync(TestContext.Current.CancellationToken);

        await Eventually.HoldsAsync(() => work.Ended == 1, "it runs");
        await Eventually.HoldsAsync(async () => await queue.DepthAsync() == 0, "it is deleted");
    }

    [Fact]
    public async Task What_ran_through_an_outage_is_settled_or_comes_back_and_the_pump_goes_on()
    {
        var queue = new WorkQueue(Azurite.NewAccount());
        await queue.CreateAsync();
        await queue.SendAsync("before");
        var finish = new TaskCompletionSource();
        var work = new Work { Do = (_, _) => finish.Task };
        await using var host = await RunningHost.StartAsync<Work.Functions>(queue.Settings(("LocalHost__MessageLease", "00:00:04")), work);
        await Eventually.HoldsAsync(() => work.Running == 1, "it runs");

        await Azurite.StopAsync();
        finish.SetResult();
        await Eventually.HoldsAsync(() => host.Log.Lines.Any(line => line.Contains("could not be settled", StringComparison.Ordinal)), "it cannot be deleted");
        await Azurite.StartAsync(TestContext.Current.CancellationToken);
        await queue.SendAsync("after");

        await Eventually.HoldsAsync(async () => await queue.DepthAsync() == 0, "both are done");
        work.Begun.Select(begun => begun.Message.Body.ToString()).Distinct().ShouldBe(["before", "after"], ignoreOrder: true);
        host.Log.Lines.Count(IsTrouble).ShouldBeLessThan(5);
    }

    private static bool IsTrouble(string line) => line.StartsWith("Warning: Work waits for the queue work (", StringComparison.Ordinal);
}
