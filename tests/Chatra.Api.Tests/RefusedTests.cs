using System.Net;
using Chatra.Api.Tests.Fixtures;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Chatra.Api.Tests;

/// <summary>Chatra answers, and says no.</summary>
public sealed class RefusedTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(400, ChatraErrorKind.Invalid)]
    [InlineData(401, ChatraErrorKind.Unauthorized)]
    [InlineData(403, ChatraErrorKind.Unauthorized)]
    [InlineData(404, ChatraErrorKind.NotFound)]
    [InlineData(405, ChatraErrorKind.Invalid)]
    [InlineData(408, ChatraErrorKind.Unavailable)]
    [InlineData(410, ChatraErrorKind.NotFound)]
    [InlineData(413, ChatraErrorKind.Invalid)]
    [InlineData(415, ChatraErrorKind.Invalid)]
    [InlineData(422, ChatraErrorKind.Invalid)]
    [InlineData(429, ChatraErrorKind.RateLimited)]
    [InlineData(500, ChatraErrorKind.Unavailable)]
    [InlineData(502, ChatraErrorKind.Unavailable)]
    [InlineData(503, ChatraErrorKind.Unavailable)]
    [InlineData(504, ChatraErrorKind.Unavailable)]
    public async Task Status_decides_the_kind_and_Chatras_words_are_kept(int status, ChatraErrorKind kind)
    {
        await using var chatra = await ReplayedChatra.StartAsync(status, $$"""{"status":{{status}},"message":"because"}""");

        var error = await FailAsync(chatra);

        (error.Kind, error.Status, error.ChatraMessage, error.RetryAfter).ShouldBe((kind, (HttpStatusCode)status, "because", null));
        chatra.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    public async Task Redirect_is_reported_not_followed(int status)
    {
        await using var elsewhere = await ReplayedChatra.StartAsync(200, """{"id":"m"}""");
        await using var chatra = await ReplayedChatra.StartAsync(status, "", ("Location", elsewhere.BaseUrl));

        (await FailAsync(chatra)).Kind.ShouldBe(ChatraErrorKind.Unavailable);

        elsewhere.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>Bad gateway</html>")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"message":{"nested":true}}""")]
    public async Task Error_without_the_documented_body_is_told_by_its_status_alone(string body)
    {
        await using var chatra = await ReplayedChatra.StartAsync(502, body);

        var error = await FailAsync(chatra);

        (error.Kind, error.ChatraMessage).ShouldBe((ChatraErrorKind.Unavailable, null));
    }

    [Fact]
    public async Task Error_whose_body_breaks_off_is_told_by_its_status_alone()
    {
        await using var chatra = await ReplayedChatra.StartAsync(context => StartRefusalAsync(context.Response));

        var error = await FailAsync(chatra);

        (error.Kind, error.RetryAfter, error.ChatraMessage).ShouldBe((ChatraErrorKind.RateLimited, TimeSpan.FromSeconds(9), null));
    }

    [Fact]
    public async Task Error_whose_body_never_ends_is_told_by_its_status_alone()
    {
        var time = new FakeTimeProvider();
        var halfway = new TaskCompletionSource();
        await using var chatra = await ReplayedChatra.StartAsync(async context =>
        {
            await StartRefusalAsync(context.Response);
            halfway.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });

        var failing = FailAsync(chatra, time);
        await halfway.Task;
        // The client has the headers by some moment after this; time passes until it gives the body up.
        while (!failing.IsCompleted)
        {
            await Task.Delay(100, Cancellation);
            time.Advance(TimeSpan.FromSeconds(3));
        }

        var error = await failing;
        (error.Kind, error.RetryAfter).ShouldBe((ChatraErrorKind.RateLimited, TimeSpan.FromSeconds(9)));
    }

    [Theory]
    [InlineData("12", 12)]
    [InlineData("0", 0)]
    [InlineData("Sun, 22 Nov 2026 12:00:45 GMT", 45)]
    [InlineData("Sun, 22 Nov 2026 11:59:00 GMT", 0)]
    public async Task RetryAfter_is_read_in_seconds_and_as_a_date(string header, int seconds)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
        await using var chatra = await ReplayedChatra.StartAsync(429, Payload.Read("error"), ("Retry-After", header));

        var error = await FailAsync(chatra, time);

        (error.Kind, error.RetryAfter).ShouldBe((ChatraErrorKind.RateLimited, TimeSpan.FromSeconds(seconds)));
    }

    [Fact]
    public async Task Nonsense_in_RetryAfter_is_as_if_it_were_absent()
    {
        await using var chatra = await ReplayedChatra.StartAsync(503, "", ("Retry-After", "soon"));

        (await FailAsync(chatra)).RetryAfter.ShouldBeNull();
    }

    private static async Task StartRefusalAsync(HttpResponse response)
    {
        response.StatusCode = 429;
        response.Headers.RetryAfter = "9";
        response.ContentLength = 100;
        await response.Body.WriteAsync("{\"message\":"u8.ToArray(), Cancellation);
        await response.Body.FlushAsync(Cancellation);
    }

    private static Task<ChatraApiException> FailAsync(ReplayedChatra chatra, TimeProvider? time = null) =>
        Should.ThrowAsync<ChatraApiException>(
            () => Client.For(chatra.BaseUrl, time).PushedMessages.CreateAsync(new("client-1", "text"), Cancellation));
}
