using System.Net;
using Chatra.Api.Tests.Fixtures;

namespace Chatra.Api.Tests.Documented;

/// <summary>The documentation's error body and its <c>Retry-After</c>, for every resource.</summary>
public sealed class DocumentedErrorsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("messages")]
    [InlineData("pushedMessages")]
    [InlineData("clients")]
    public async Task Documented_error_is_read(string resource)
    {
        await using var chatra = await ReplayedChatra.StartAsync(400, Payload.Read("error"), ("Retry-After", "12"));

        var error = await Should.ThrowAsync<ChatraApiException>(() => GetAsync(Client.For(chatra.BaseUrl), resource));

        (error.Kind, error.Status, error.ChatraMessage, error.RetryAfter)
            .ShouldBe((ChatraErrorKind.Invalid, HttpStatusCode.BadRequest, "Invalid data format", TimeSpan.FromSeconds(12)));
    }

    [Theory]
    [InlineData("messages", "messages/")]
    [InlineData("pushedMessages", "pushedMessages/")]
    public async Task Simulator_answers_a_body_that_is_no_JSON_with_the_documented_error(string resource, string path)
    {
        await using var chatra = await SimulatedChatra.StartAsync();

        using var response = await chatra.PostAsync(path, $"not JSON for {resource}");

        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldBeJson(Payload.Read("error"));
    }

    [Theory]
    [InlineData("messages")]
    [InlineData("pushedMessages")]
    [InlineData("clients")]
    public async Task Limit_is_told_with_the_wait_for_every_resource(string resource)
    {
        await using var chatra = await SimulatedChatra.StartAsync(requestsPerMinute: 1);
        var client = Client.For(chatra.BaseUrl);
        await client.PushedMessages.CreateAsync(new("client-1", "text"), Cancellation);

        var error = await Should.ThrowAsync<ChatraApiException>(() => GetAsync(client, resource));

        (error.Kind, error.Status).ShouldBe((ChatraErrorKind.RateLimited, HttpStatusCode.TooManyRequests));
        error.RetryAfter.ShouldNotBeNull().ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
    }

    private static Task GetAsync(ChatraClient client, string resource) => resource switch
    {
        "messages" => client.Messages.GetAsync("id", Cancellation),
        "clients" => client.Clients.GetAsync("id", Cancellation),
        _ => client.PushedMessages.GetAsync("id", Cancellation),
    };
}
