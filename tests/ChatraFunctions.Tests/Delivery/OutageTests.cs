using System.Net;
using ChatraFunctions.Tests.Harness;
using TestKit;

namespace ChatraFunctions.Tests.Delivery;

/// <summary>The storage account goes away in the middle, again and again.</summary>
public sealed class OutageTests
{
    private const int Count = 200;

    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Three_outages_of_storage_lose_nothing_and_need_nobody()
    {
        await using var azurite = await AzuriteServer.LaunchAsync(Cancellation);
        await using var proxy = await StorageProxy.StartAsync(azurite);
        await using var app = await App.StartAsync(azurite.NewAccount(), proxy);
        for (var number = 0; number < Count; number++)
            (await app.Api.PostMessageAsync($$"""{"key":"m{{number}}","clientId":"visitor","text":"text {{number}}"}""")).ShouldBe(HttpStatusCode.Accepted);

        for (var outage = 1; outage <= 3; outage++)
        {
            var before = (await app.Chatra.MessagesAsync()).Count;
            await Eventually.HoldsAsync(async () => (await app.Chatra.MessagesAsync()).Count >= Math.Min(Count, before + 20), $"it sends before outage {outage}");
            await StopAsync(proxy, azurite);
            await Task.Delay(Outage, Cancellation);
            await azurite.StartAsync(Cancellation);
            (proxy.BeforeForward, proxy.AfterForward) = (null, null);
        }

        await Eventually.HoldsAsync(
            async () => (await app.Chatra.MessagesAsync()).Select(message => message.Text).Distinct().Count() == Count, "all are sent", TimeSpan.FromMinutes(6));
        await Eventually.HoldsAsync(async () => (await app.Api.StatusAsync())["outbox"]!["unsent"]!.GetValue<int>() == 0, "all are known to be sent", TimeSpan.FromMinutes(6));
        (await app.Api.PoisonedAsync()).ShouldBe(0);
        // What came of a call is written down as soon as storage is back, so nothing is sent again.
        (await app.Chatra.MessagesAsync()).Count.ShouldBe(Count);
    }
    /// <summary>
    /// Cuts the line first, also under the answers that are on their way: Azurite still acknowledges what reaches it while it
    /// saves its data for the last time, and then does not have it.
    /// </summary>
    private static async Task StopAsync(StorageProxy proxy, AzuriteServer azurite)
    {
        proxy.BeforeForward = proxy.AfterForward = _ => Task.FromResult<FaultAction?>(FaultAction.Drop);
        await Task.Delay(TimeSpan.FromSeconds(1), Cancellation);
        await azurite.StopAsync();
    }
}
