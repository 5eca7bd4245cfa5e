using TestKit;

namespace ChatraFunctions.Core.Tests.Transcripts;

/// <summary>
/// A process that dies at a chosen storage call, before the account did it or just after: the run is cancelled there and gets no
/// answer.
/// </summary>
internal sealed class CrashingRun : IAsyncDisposable
{
    private readonly StorageProxy _proxy;
    private readonly ChatStack _stack;

    private CrashingRun(StorageProxy proxy, ChatStack stack) => (_proxy, _stack) = (proxy, stack);

    public static async Task<CrashingRun> OfAsync(AzuriteFixture azurite, ChatStack stack)
    {
        var proxy = await StorageProxy.StartAsync(azurite.Server);
        return new CrashingRun(proxy, stack.Through(proxy));
    }

    /// <returns>Whether the event was stored before the call came that kills the process.</returns>
    public async Task<bool> StoreAsync(BinaryData message, int fatalCall, bool afterwards)
    {
        using var death = new CancellationTokenSource();
        var calls = 0;
        async Task<FaultAction?> Die()
        {
            if (++calls != fatalCall)
                return null;

            await death.CancelAsync();
            return FaultAction.Drop;
        }

        _proxy.BeforeForward = afterwards ? null : _ => Die();
        _proxy.AfterForward = afterwards ? _ => Die() : null;
        try
        {
            await _stack.Store.StoreAsync(message, death.Token);
            return true;
        }
        catch (OperationCanceledException) when (death.IsCancellationRequested)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stack.DisposeAsync();
        await _proxy.DisposeAsync();
    }
}
