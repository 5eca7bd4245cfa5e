using System.Net;
using Chatra.Api.Tests.Fixtures;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Chatra.Api.Tests;

/// <summary>Chatra answers with success, and the rest of its answer is of no use: it is done, and must not be done again.</summary>
public sealed class UnreadableTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Malformed_answer_to_a_success_is_unreadable_and_the_message_is_there()
    {
        await using var chatra = await SimulatedChatra.StartAsync();
        await chatra.FaultAsync(new { kind = "malformed" });

        ShouldBeUnreadable(await FailAsync(chatra.BaseUrl));

        (await chatra.MessagesAsync()).Messages.ShouldHaveSingleItem().Text.ShouldBe("text");
        (await chatra.RequestsAsync()).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"id":null}""")]
    [InlineData("""{"id":7}""")]
    [InlineData("""{"id":"m","createdAt":99999999999999999}""")]
    [InlineData("""{"id":"m","createdAt":1.5}""")]
    [InlineData("<html>We are back in a minute</html>")]
    public async Task Success_without_the_documented_answer_is_unreadable(string body)
    {
        await using var chatra = await ReplayedChatra.StartAsync(200, body);

        ShouldBeUnreadable(await FailAsync(chatra.BaseUrl));
    }

    [Theory]
    [InlineData("GET messages")]
    [InlineData("PUT messages")]
    [InlineData("DELETE messages")]
    [InlineData("POST messages")]
    [InlineData("GET clients")]
    [InlineData("PUT clients")]
    public async Task It_is_so_for_every_resource(string request)
    {
        await using var chatra = await ReplayedChatra.StartAsync(200, """{"text":"no id"}""");

        var error = await Should.ThrowAsync<ChatraApiException>(() => CallAsync(Client.For(chatra.BaseUrl), request));

        ShouldBeUnreadable(error);
    }

    [Fact]
    public async Task Answer_that_stops_in_the_middle_is_unreadable_when_the_time_is_up()
    {
        var time = new FakeTimeProvider();
        var head = new AnswerSeen();
        await using var chatra = await ReplayedChatra.StartAsync(StopHalfwayAsync);

        var call = CreateAsync(chatra, head, time, Cancellation);
        await head.Seen;
        time.Advance(TimeSpan.FromSeconds(30));

        ShouldBeUnreadable(await Should.ThrowAsync<ChatraApiException>(() => call));
    }

    [Fact]
    public async Task Answer_without_end_is_unreadable_and_not_read_to_it()
    {
        await using var chatra = await ReplayedChatra.StartAsync(async context =>
        {
            var spaces = new byte[64 * 1024];
            spaces.AsSpan().Fill((byte)' ');
            while (!context.RequestAborted.IsCancellationRequested)
                await context.Response.Body.WriteAsync(spaces, CancellationToken.None);
        });

        ShouldBeUnreadable(await FailAsync(chatra.BaseUrl));
    }

    [Fact]
    public async Task Cancelling_while_the_answer_comes_is_an_OperationCanceledException()
    {
        var head = new AnswerSeen();
        await using var chatra = await ReplayedChatra.StartAsync(StopHalfwayAsync);
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);

        var call = CreateAsync(chatra, head, TimeProvider.System, caller.Token);
        await head.Seen;
        await caller.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => call);
    }

    private static void ShouldBeUnreadable(ChatraApiException error) =>
        (error.Kind, error.Status).ShouldBe((ChatraErrorKind.Unreadable, HttpStatusCode.OK));

    private static async Task StopHalfwayAsync(HttpContext context)
    {
        context.Response.ContentLength = 100;
        await context.Response.Body.WriteAsync("{\"id\":"u8.ToArray());
        await context.Response.Body.FlushAsync();
        await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
    }

    private static Task<PushedMessage> CreateAsync(ReplayedChatra chatra, AnswerSeen head, TimeProvider time, CancellationToken cancellationToken) =>
        Client.For(chatra.BaseUrl, time, configureHttp: http => http.AddHttpMessageHandler(() => head))
            .PushedMessages.CreateAsync(new("client-1", "text"), cancellationToken);

    private static Task<ChatraApiException> FailAsync(string baseUrl) =>
        Should.ThrowAsync<ChatraApiException>(() => Client.For(baseUrl).PushedMessages.CreateAsync(new("client-1", "text"), Cancellation));

    private static Task CallAsync(ChatraClient chatra, string request) => request switch
    {
        "GET messages" => chatra.Messages.GetAsync("id", Cancellation),
        "PUT messages" => chatra.Messages.UpdateAsync("id", "text", Cancellation),
        "DELETE messages" => chatra.Messages.DeleteAsync("id", Cancellation),
        "POST messages" => chatra.Messages.CreateAsync(NewMessage.FromAgent("client-1", "text", "agent-1"), Cancellation),
        "GET clients" => chatra.Clients.GetAsync("id", Cancellation),
        _ => chatra.Clients.UpdateAsync("id", new ClientChanges { Name = "Jane" }, Cancellation),
    };
}
