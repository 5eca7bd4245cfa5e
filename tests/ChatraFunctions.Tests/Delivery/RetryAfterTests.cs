using ChatraFunctions.Tests.Harness;
using TestKit;

namespace ChatraFunctions.Tests.Delivery;

/// <summary>A 429 stops the whole account for as long as Chatra says.</summary>
public sealed class RetryAfterTests(AzuriteFixture azurite)
{
    private const int Count = 30;

    [Fact]
    public async Task After_a_429_nobody_calls_before_its_time_and_then_all_is_sent_once()
    {
        await using var app = await App.StartAsync(azurite);
        await using var other = await App.AttachAsync(app); // Another instance on the same storage.
        for (var number = 0; number < Count; number++)
            (await app.Api.PostMessageAsync($$"""{"key":"m{{number}}","clientId":"visitor","text":"text {{number}}"}""")).ShouldBe(System.Net.HttpStatusCode.Accepted);

        await Eventually.HoldsAsync(async () => (await app.Chatra.MessagesAsync()).Count >= 3, "the first are sent");
        await app.Chatra.FaultAsync(new { kind = "status", status = 429, retryAfter = 12 });
        await Eventually.HoldsAsync(async () => (await app.Chatra.MessagesAsync()).Count == Count, "all are sent");

        var requests = await app.Chatra.RequestsAsync();
        var refused = requests.Single(request => request.Status == 429);
        var later = requests.Where(request => request.At > refused.At).ToList();
        // An instance looks at the ledger 250 ms before its slot, and slots are 100 ms apart: what another one has claimed by then goes,
        // at most 600 ms late.
        later.Where(request => request.At > refused.At + TimeSpan.FromSeconds(1))
            .ShouldAllBe(request => request.At >= refused.At + TimeSpan.FromSeconds(12));
        later.Count(request => request.At < refused.At + TimeSpan.FromSeconds(12)).ShouldBeLessThanOrEqualTo(4);
        (await app.Chatra.MessagesAsync()).Select(message => message.Text).ShouldBeUnique();
    }
}
