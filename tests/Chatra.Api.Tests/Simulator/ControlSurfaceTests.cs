using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Chatra.Api.Tests.Fixtures;
using Microsoft.Extensions.Time.Testing;

namespace Chatra.Api.Tests.Simulator;

/// <summary>What the simulator tells about itself, and the faults it can be told to have.</summary>
public sealed class ControlSurfaceTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Health_answers()
    {
        await using var chatra = await SimulatedChatra.StartAsync();

        (await chatra.Control.GetAsync("health", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Messages_are_shown_with_their_times_edited_and_deleted_ones_too()
    {
        var start = new DateTimeOffset(2026, 11, 22, 12, 0, 0, 123, TimeSpan.Zero);
        var time = new FakeTimeProvider(start);
        await using var chatra = await SimulatedChatra.StartAsync(time);
        var messages = Client.For(chatra.BaseUrl).PushedMessages;

        var first = await messages.CreateAsync(new("c1", "one", GroupId: "g1"), Cancellation);
        time.Advance(TimeSpan.FromSeconds(1));
        var second = await messages.CreateAsync(new("c2", "two", AgentId: "a2"), Cancellation);
        await messages.UpdateAsync(first.Id, "one, edited", Cancellation);
        time.Advance(TimeSpan.FromSeconds(1));
        await messages.DeleteAsync(second.Id, Cancellation);

        (await chatra.MessagesAsync()).Messages.ShouldBe(
        [
            new(first.Id, "c1", "one, edited", first.AgentId!, "g1", start.ToUnixTimeMilliseconds(), start, start.AddSeconds(1), null),
            new(second.Id, "c2", "two", "a2", null, start.AddSeconds(1).ToUnixTimeMilliseconds(), start.AddSeconds(1), null, start.AddSeconds(2)),
        ]);
    }

    [Fact]
    public async Task Requests_are_shown_with_what_became_of_them()
    {
        var time = new FakeTimeProvider();
        await using var chatra = await SimulatedChatra.StartAsync(time, requestsPerMinute: 2);
        using var created = await chatra.PostAsync("pushedMessages/", """{"clientId":"c","text":"t"}""");
        time.Advance(TimeSpan.FromSeconds(1));
        using var unknown = await chatra.Http.GetAsync("pushedMessages/a%2Fb", Cancellation);
        using var refused = await chatra.Http.GetAsync("pushedMessages/x", Cancellation);

        var journal = await chatra.RequestsAsync();

        (journal.Count, journal.RateLimited, journal.LargestWindow).ShouldBe((3, 1, 3));
        journal.Requests.ShouldBe(
        [
            new(time.Start, "POST", "/api/pushedMessages/", 200, null),
            new(time.Start.AddSeconds(1), "GET", "/api/pushedMessages/a%2Fb", 404, null),
            new(time.Start.AddSeconds(1), "GET", "/api/pushedMessages/x", 429, null),
        ]);
    }

    [Fact]
    public async Task Ordered_faults_strike_in_order_and_then_are_over()
    {
        await using var chatra = await SimulatedChatra.StartAsync();
        await chatra.FaultAsync(new { kind = "status", count = 2, status = 503, retryAfter = 7 });
        await chatra.FaultAsync(new { kind = "status", status = 502, retryAfter = "Sun, 22 Nov 2026 12:00:45 GMT", processed = true });

        string[] seen = [await SeenAsync(chatra), await SeenAsync(chatra), await SeenAsync(chatra), await SeenAsync(chatra)];

        seen.ShouldBe(["503 7", "503 7", "502 Sun, 22 Nov 2026 12:00:45 GMT", "200 "]);
        (await chatra.MessagesAsync()).Messages.Count.ShouldBe(2);
        (await chatra.RequestsAsync()).Requests.Select(request => request.Fault).ShouldBe(["status", "status", "status", null]);
    }

    [Theory]
    [InlineData("""{"kind":"earthquake"}""")]
    [InlineData("""{"kind":"status"}""")]
    [InlineData("""{"kind":"status","status":200}""")]
    [InlineData("""{"kind":"close","count":0}""")]
    [InlineData("""{"kind":"close","status":500}""")]
    [InlineData("""{"kind":"hang","retryAfter":3}""")]
    [InlineData("""{"kind":"slow"}""")]
    [InlineData("""{"kind":"slow","seconds":601}""")]
    [InlineData("""{"kind":"hang","seconds":1}""")]
    [InlineData("[]")]
    public async Task Fault_that_makes_no_sense_is_refused(string fault)
    {
        await using var chatra = await SimulatedChatra.StartAsync();

        (await chatra.Control.PostAsJsonAsync("faults", JsonNode.Parse(fault), Cancellation)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        (await chatra.Control.GetStringAsync("faults", Cancellation)).ShouldBe("""{"pending":[]}""");
    }

    [Fact]
    public async Task Slow_answer_is_the_right_one_and_late()
    {
        await using var chatra = await SimulatedChatra.StartAsync();
        await chatra.FaultAsync(new { kind = "slow", seconds = 0.3 });
        var start = TimeProvider.System.GetTimestamp();

        var message = await Client.For(chatra.BaseUrl).PushedMessages.CreateAsync(new("c", "t"), Cancellation);

        TimeProvider.System.GetElapsedTime(start).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(0.3));
        message.Text.ShouldBe("t");
    }

    [Fact]
    public async Task Each_list_is_forgotten_on_its_own()
    {
        await using var chatra = await SimulatedChatra.StartAsync();
        await Client.For(chatra.BaseUrl).PushedMessages.CreateAsync(new("c", "t"), Cancellation);
        await chatra.FaultAsync(new { kind = "close", count = 9 });

        (await chatra.Control.DeleteAsync("messages", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await chatra.MessagesAsync()).Messages.ShouldBeEmpty();
        (await chatra.RequestsAsync()).Count.ShouldBe(1);

        await chatra.Control.DeleteAsync("faults", Cancellation);
        await chatra.Control.DeleteAsync("requests", Cancellation);
        (await chatra.RequestsAsync()).Count.ShouldBe(0);
        (await SeenAsync(chatra)).ShouldBe("200 ");
    }

    private static async Task<string> SeenAsync(SimulatedChatra chatra)
    {
        using var response = await chatra.PostAsync("pushedMessages/", """{"clientId":"c","text":"t"}""");
        return $"{(int)response.StatusCode} {response.Headers.RetryAfter}";
    }
}
