using Chatra.Api.Tests.Fixtures;
using Microsoft.Extensions.Time.Testing;

namespace Chatra.Api.Tests;

/// <summary>No answer: what matters is whether the request can have been carried out.</summary>
public sealed class BrokenTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Methods => ["POST", "GET", "PUT", "DELETE"];

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Connection_closed_before_an_answer_is_uncertain_and_the_request_is_not_repeated(string method)
    {
        await using var chatra = await SimulatedChatra.StartAsync();
        var messages = Client.For(chatra.BaseUrl).PushedMessages;
        await messages.CreateAsync(new("client-1", "warm up the connection"), Cancellation);
        await chatra.FaultAsync(new { kind = "close" });

        (await FailAsync(() => CallAsync(messages, method))).Kind.ShouldBe(ChatraErrorKind.Uncertain);

        (await chatra.RequestsAsync()).Count.ShouldBe(2);
        (await chatra.MessagesAsync()).Messages.Count.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Connection_ended_politely_without_an_answer_is_uncertain_and_the_request_is_not_repeated(string method)
    {
        await using var server = new ClosingServer();

        (await FailAsync(() => CallAsync(Client.For(server.BaseUrl).PushedMessages, method))).Kind.ShouldBe(ChatraErrorKind.Uncertain);

        server.Requests.ShouldBe(1);
    }

    [Fact]
    public async Task Connection_closed_after_the_work_is_uncertain_and_the_message_is_there_once()
    {
        await using var chatra = await SimulatedChatra.StartAsync();
        await chatra.FaultAsync(new { kind = "close", processed = true });

        (await FailAsync(() => CallAsync(Client.For(chatra.BaseUrl).PushedMessages, "POST"))).Kind.ShouldBe(ChatraErrorKind.Uncertain);

        (await chatra.MessagesAsync()).Messages.ShouldHaveSingleItem().Text.ShouldBe("text");
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task No_answer_in_time_is_uncertain(bool processed, int held)
    {
        var time = new FakeTimeProvider();
        await using var chatra = await SimulatedChatra.StartAsync();
        await chatra.FaultAsync(new { kind = "hang", processed });

        var call = CallAsync(Client.For(chatra.BaseUrl, time).PushedMessages, "POST");
        await chatra.ArrivedAsync(1);
        time.Advance(TimeSpan.FromSeconds(29));
        call.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(1));

        (await FailAsync(() => call)).Kind.ShouldBe(ChatraErrorKind.Uncertain);
        (await chatra.MessagesAsync()).Messages.Count.ShouldBe(held);
    }

    [Fact]
    public async Task Time_out_of_the_HTTP_client_itself_is_uncertain()
    {
        await using var chatra = await SimulatedChatra.StartAsync();
        await chatra.FaultAsync(new { kind = "hang", processed = true });
        using var handler = ChatraClient.CreateHandler();
        using var http = new HttpClient(handler) { Timeout = TimeSpan.FromMilliseconds(500) };
        var client = new ChatraClient(http, new Keys(), new ChatraOptions { BaseUrl = new Uri(chatra.BaseUrl) });

        (await FailAsync(() => CallAsync(client.PushedMessages, "POST"))).Kind.ShouldBe(ChatraErrorKind.Uncertain);
    }

    [Fact]
    public async Task Cancelling_is_an_OperationCanceledException()
    {
        await using var chatra = await SimulatedChatra.StartAsync();
        await chatra.FaultAsync(new { kind = "hang" });
        using var caller = new CancellationTokenSource();

        var call = Client.For(chatra.BaseUrl).PushedMessages.CreateAsync(new("client-1", "text"), caller.Token);
        await chatra.ArrivedAsync(1);
        await caller.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task Call_that_is_cancelled_beforehand_sends_nothing()
    {
        await using var chatra = await SimulatedChatra.StartAsync();

        await Should.ThrowAsync<OperationCanceledException>(
            () => Client.For(chatra.BaseUrl).PushedMessages.CreateAsync(new("client-1", "text"), new CancellationToken(canceled: true)));

        (await chatra.RequestsAsync()).Count.ShouldBe(0);
    }

    private static Task<ChatraApiException> FailAsync(Func<Task> call) => Should.ThrowAsync<ChatraApiException>(call);

    private static Task<PushedMessage> CallAsync(PushedMessages messages, string method) => method switch
    {
        "POST" => messages.CreateAsync(new("client-1", "text"), Cancellation),
        "GET" => messages.GetAsync("id", Cancellation),
        "PUT" => messages.UpdateAsync("id", "text", Cancellation),
        _ => messages.DeleteAsync("id", Cancellation),
    };
}
