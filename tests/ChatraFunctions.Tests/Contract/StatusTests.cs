using System.Net;
using System.Text.Json.Nodes;
using ChatraFunctions.Tests.Harness;
using TestKit;

namespace ChatraFunctions.Tests.Contract;

/// <summary>GET /status.</summary>
public sealed class StatusTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task It_tells_queues_budget_and_what_is_unsent_and_a_pause_with_its_reason()
    {
        await using var app = await App.StartAsync(azurite, ("Chatra__RequestsPerMinute", "60"));
        var idle = await app.Api.StatusAsync();
        idle["queues"]!.AsObject().Select(queue => queue.Key).ShouldBe(["chatra-events", "order-events", "outbox", "chatra-send", "erasures"], ignoreOrder: true);
        foreach (var (_, queue) in idle["queues"]!.AsObject())
            queue!.ToJsonString().ShouldBe("""{"depth":0,"poison":0}""");

        idle["budget"]!["requestsPerMinute"]!.GetValue<int>().ShouldBe(60);
        idle["budget"]!["pace"]!.GetValue<double>().ShouldBeInRange(57, 60);
        idle["budget"]!["nextSlot"]!.GetValue<DateTimeOffset>().ShouldBeGreaterThan(default);
        idle["budget"]!.AsObject().ShouldNotContainKey("pausedUntil");
        idle["outbox"]!.ToJsonString().ShouldBe("""{"unsent":0}""");
        idle["unknownEvents"]!.GetValue<int>().ShouldBe(0);

        await app.Chatra.FaultAsync(new { kind = "status", status = 429, retryAfter = 3600 });
        var before = DateTimeOffset.UtcNow;
        await app.Api.PostMessageAsync("""{"clientId":"a","text":"first","key":"first"}""");
        var busy = await app.Api.StatusAsync();
        busy["outbox"]!["unsent"]!.GetValue<int>().ShouldBe(1);
        busy["outbox"]!["oldestUnsentAt"]!.GetValue<DateTimeOffset>().ShouldBeInRange(before.AddSeconds(-2), DateTimeOffset.UtcNow.AddSeconds(2));

        var paused = await Eventually.GetAsync(
            async () => await app.Api.StatusAsync() is var status && status["budget"]!.AsObject().ContainsKey("pausedUntil") ? status : null, "the account is paused");
        ShouldBePaused(paused, until: before.AddHours(1));
        var message = (await app.Api.GetMessageAsync("first")).ShouldBe(HttpStatusCode.OK).Json;
        message["status"]!.GetValue<string>().ShouldBe("queued");
        message["lastError"]!.GetValue<string>().ShouldNotBeEmpty();
        (await app.Chatra.MessagesAsync()).ShouldBeEmpty();
    }

    private static void ShouldBePaused(JsonObject status, DateTimeOffset until)
    {
        status["budget"]!["pausedUntil"]!.GetValue<DateTimeOffset>().ShouldBeInRange(until.AddSeconds(-5), until.AddMinutes(2));
        status["budget"]!["pauseReason"]!.GetValue<string>().ShouldContain("429");
        status["budget"]!["pace"]!.GetValue<double>().ShouldBeLessThan(50);
        status["lastReleaseAt"]!.GetValue<DateTimeOffset>().ShouldBeGreaterThan(until.AddHours(-1).AddSeconds(-20));
        status["outbox"]!["unsent"]!.GetValue<int>().ShouldBe(1);
    }
}
