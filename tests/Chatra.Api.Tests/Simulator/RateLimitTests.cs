using System.Globalization;
using Chatra.Api.Tests.Fixtures;
using Microsoft.Extensions.Time.Testing;

namespace Chatra.Api.Tests.Simulator;

/// <summary>"Requests are limited to 60 per minute per account", as a strict sliding window.</summary>
public sealed class RateLimitTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60);

    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sixty_pass_and_the_next_is_told_when_to_come_back()
    {
        await using var chatra = await SimulatedChatra.StartAsync(_time, requestsPerMinute: 60);
        for (var sent = 0; sent < 60; sent++)
            (await SpendAsync(chatra)).ShouldBeNull();

        _time.Advance(TimeSpan.FromSeconds(47.4));
        (await SpendAsync(chatra)).ShouldBe(13);
        _time.Advance(TimeSpan.FromSeconds(13));
        (await SpendAsync(chatra)).ShouldBeNull();

        (await chatra.RequestsAsync()).RateLimited.ShouldBe(1);
    }

    [Fact]
    public async Task Refusal_has_the_documented_form()
    {
        await using var chatra = await SimulatedChatra.StartAsync(_time, requestsPerMinute: 1);
        await SpendAsync(chatra);

        using var response = await chatra.Http.GetAsync("pushedMessages/x", Cancellation);

        ((int)response.StatusCode).ShouldBe(429);
        response.Headers.GetValues("Retry-After").ShouldBe(["60"]);
        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldBe("""{"status":429,"message":"Too Many Requests"}""");
    }

    [Fact]
    public async Task Refused_requests_do_not_prolong_the_wait()
    {
        await using var chatra = await SimulatedChatra.StartAsync(_time, requestsPerMinute: 1);
        await SpendAsync(chatra);
        for (var left = 60; left > 0; left--)
        {
            (await SpendAsync(chatra)).ShouldBe(left);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        (await SpendAsync(chatra)).ShouldBeNull();
    }

    [Fact]
    public async Task All_endpoints_share_one_limit_and_a_refused_message_is_not_held()
    {
        await using var chatra = await SimulatedChatra.StartAsync(_time, requestsPerMinute: 4);
        using var post = await chatra.PostAsync("pushedMessages/", """{"clientId":"c","text":"t"}""");
        using var get = await chatra.Http.GetAsync("pushedMessages/x", Cancellation);
        using var put = await chatra.PutAsync("pushedMessages/x", """{"text":"t"}""");
        using var other = await chatra.Http.GetAsync("clients/x", Cancellation);

        using var refused = await chatra.PostAsync("pushedMessages/", """{"clientId":"c","text":"t"}""");

        ((int)refused.StatusCode).ShouldBe(429);
        (await chatra.MessagesAsync()).Messages.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Requests_without_valid_keys_and_the_control_surface_spend_nothing()
    {
        await using var chatra = await SimulatedChatra.StartAsync(_time, requestsPerMinute: 1);
        using var stranger = new HttpClient();
        using var response = await stranger.GetAsync($"{chatra.BaseUrl}pushedMessages/x", Cancellation);
        await chatra.MessagesAsync();
        await chatra.RequestsAsync();

        (await SpendAsync(chatra)).ShouldBeNull();
    }

    [Fact]
    public async Task Client_reads_the_refusal_as_rate_limited_with_the_wait()
    {
        await using var chatra = await SimulatedChatra.StartAsync(_time, requestsPerMinute: 1);
        var messages = Client.For(chatra.BaseUrl).PushedMessages;
        await messages.CreateAsync(new("c", "t"), Cancellation);
        _time.Advance(TimeSpan.FromSeconds(48));

        var error = await Should.ThrowAsync<ChatraApiException>(() => messages.CreateAsync(new("c", "t"), Cancellation));

        (error.Kind, error.RetryAfter).ShouldBe((ChatraErrorKind.RateLimited, TimeSpan.FromSeconds(12)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Any_arrivals_are_judged_as_a_brute_force_count_judges_them(int seed)
    {
        var random = new Random(seed);
        var limit = random.Next(1, 9);
        await using var chatra = await SimulatedChatra.StartAsync(_time, limit);
        List<DateTimeOffset> arrived = [], passed = [];

        for (var step = 0; step < 150; step++)
        {
            _time.Advance(Pause(random, limit));
            var now = _time.GetUtcNow();
            arrived.Add(now);
            var within = passed.Where(at => at > now - Minute).ToList();
            int? expected = within.Count < limit ? null : (int)Math.Ceiling((within[0] + Minute - now).TotalSeconds);

            (await SpendAsync(chatra)).ShouldBe(expected, $"step {step}");
            if (expected is null)
                passed.Add(now);
        }

        Largest(passed).ShouldBeLessThanOrEqualTo(limit);
        var journal = await chatra.RequestsAsync();
        journal.LargestWindow.ShouldBe(Largest(arrived));
        journal.RateLimited.ShouldBe(arrived.Count - passed.Count);
        journal.Requests.Select(request => request.At).ShouldBe(arrived);
    }

    /// <summary>Bursts, an even pace, odd milliseconds and the very edge of the window.</summary>
    private static TimeSpan Pause(Random random, int limit) => random.Next(5) switch
    {
        0 => TimeSpan.Zero,
        1 => Minute / limit,
        2 => TimeSpan.FromMilliseconds(random.Next(0, 20_000)),
        3 => Minute - TimeSpan.FromTicks(random.Next(0, 2)),
        _ => TimeSpan.FromSeconds(random.Next(0, 3)),
    };

    private static int Largest(List<DateTimeOffset> instants) =>
        instants.Max(first => instants.Count(at => at >= first && at < first + Minute));

    /// <summary>One request; <c>null</c> when it passed, else its Retry-After.</summary>
    private static async Task<int?> SpendAsync(SimulatedChatra chatra)
    {
        using var response = await chatra.Http.GetAsync("pushedMessages/x", Cancellation);
        if ((int)response.StatusCode == 404)
            return null;
        ((int)response.StatusCode).ShouldBe(429);
        return int.Parse(response.Headers.GetValues("Retry-After").Single(), CultureInfo.InvariantCulture);
    }
}
