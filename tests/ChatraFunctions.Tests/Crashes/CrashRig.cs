using ChatraFunctions.Tests.Harness;
using TestKit;

namespace ChatraFunctions.Tests.Crashes;

/// <summary>The real process on storage and a Chatra that can end it at any call, and a sender who does not give up.</summary>
internal sealed class CrashRig : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly StorageProxy _proxy;
    private readonly AppProcess _app;

    private CrashRig(StorageProxy proxy, SimulatedChatra chatra, AppProcess app, StorageProbe storage)
    {
        (_proxy, Chatra, _app, Storage) = (proxy, chatra, app, storage);
        Switch = new KillSwitch(proxy, chatra, app.Kill);
    }

    public SimulatedChatra Chatra { get; }

    public KillSwitch Switch { get; }

    public StorageProbe Storage { get; }

    public Api Api => _app.Api;

    public static async Task<CrashRig> StartAsync(AzuriteFixture azurite)
    {
        var proxy = await StorageProxy.StartAsync(azurite.Server);
        var chatra = await SimulatedChatra.StartAsync();
        var account = azurite.NewAccount();
        var app = await AppProcess.StartAsync(AppSettings.Fast(
            proxy.ConnectionStringFor(account),
            chatra,
            ("LocalHost__MessageLease", "00:00:03"), // The work of a dead process comes back soon.
            ("Chatra__Timeout", "00:00:05"),
            ("Outbox__ClaimTimeout", "00:00:20"), // As short as it may be.
            ("AzureFunctionsJobHost__extensions__queues__batchSize", "1"), // One message at a time: steps come in one order.
            ("AzureFunctionsJobHost__extensions__queues__newBatchThreshold", "0")));
        var storage = new StorageProbe(account);
        await storage.ProvisionedAsync();
        return new CrashRig(proxy, chatra, app, storage);
    }

    /// <summary>Sends as a good sender does: again, until it is accepted, also by the next life of the process.</summary>
    public async Task<Answer> SendAsync(Func<Api, Task<Answer>> send)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                var answer = await send(Api);
                ((int)answer.Status).ShouldBeInRange(200, 299, answer.Body);
                return answer;
            }
            catch (HttpRequestException) when (tries < 5)
            {
                await ReviveAsync();
            }
        }
    }

    /// <summary>
    /// The steps of a run that records them and in which nobody dies, without the timer's. It runs until two runs agree: on a busy
    /// machine a client of storage may have to ask twice.
    /// </summary>
    public async Task<IReadOnlyList<Step>> StepsAsync(Func<Task> run)
    {
        IReadOnlyList<Step> last = [];
        while (true)
        {
            await run();
            IReadOnlyList<Step> steps = [.. Switch.Recorded().Where(step => step.Name != "Table GET RequestBudget" && step.Name != "Table PUT RequestBudget")];
            if (steps.SequenceEqual(last))
                return steps;

            last = steps;
        }
    }

    public Task KilledAsync() => Eventually.HoldsAsync(
        () => Task.FromResult(Switch.Killed.IsCompleted), "the death of the process", Patience, Switch.ToString);

    /// <summary>Waits for the death that was ordered, and starts the process again on the same storage.</summary>
    public async Task ReviveAsync()
    {
        await KilledAsync();
        if (!_app.IsRunning)
            await _app.StartAsync();
    }

    /// <summary>Messages in the queue, seen or hidden.</summary>
    public async Task<int> DepthAsync(string queue) =>
        (await Storage.Queue(queue).GetPropertiesAsync(TestContext.Current.CancellationToken)).Value.ApproximateMessagesCount;

    /// <summary>Waits until none of these queues holds anything: all that was taken in is done.</summary>
    public async Task DrainedAsync(params string[] queues)
    {
        foreach (var queue in queues)
            await Eventually.HoldsAsync(async () => await DepthAsync(queue) == 0, $"{queue} is empty", Patience);
    }

    public async ValueTask DisposeAsync()
    {
        Switch.Rest();
        await _app.DisposeAsync();
        await Chatra.DisposeAsync();
        await _proxy.DisposeAsync();
    }
}
