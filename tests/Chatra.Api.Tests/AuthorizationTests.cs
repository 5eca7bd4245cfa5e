using System.Text;
using Chatra.Api.Tests.Fixtures;

namespace Chatra.Api.Tests;

/// <summary>The keys travel with each request, in either of the documented ways.</summary>
public sealed class AuthorizationTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ChatraAuthorization.Simple, "Chatra.Simple")]
    [InlineData(ChatraAuthorization.Basic, "Basic")]
    public async Task Both_ways_are_accepted(ChatraAuthorization authorization, string scheme)
    {
        await using var simulated = await SimulatedChatra.StartAsync();
        await using var replayed = await ReplayedChatra.StartAsync(200, """{"id":"m"}""");

        await Client.For(simulated.BaseUrl, authorization: authorization).PushedMessages.CreateAsync(new("client-1", "text"), Cancellation);
        await Client.For(replayed.BaseUrl, authorization: authorization).PushedMessages.GetAsync("m", Cancellation);

        var pair = $"{Keys.Public}:{Keys.Secret}";
        var credentials = authorization == ChatraAuthorization.Basic ? Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)) : pair;
        replayed.Requests.ShouldHaveSingleItem().Headers["Authorization"].ShouldBe($"{scheme} {credentials}");
    }

    [Fact]
    public async Task Accounts_that_share_an_HTTP_client_do_not_share_keys()
    {
        await using var chatra = await ReplayedChatra.StartAsync(200, """{"id":"m"}""");
        using var handler = ChatraClient.CreateHandler();
        using var http = new HttpClient(handler);
        var options = new ChatraOptions { BaseUrl = new Uri(chatra.BaseUrl) };
        var basic = new ChatraOptions { BaseUrl = options.BaseUrl, Authorization = ChatraAuthorization.Basic };
        ChatraClient[] accounts =
        [
            new(http, new ChatraKeys("one", "first"), options),
            new(http, new ChatraKeys("two", "second"), options),
            new(http, new ChatraKeys("three", "third"), basic),
        ];

        await Task.WhenAll(Enumerable.Range(0, 30).Select(index => accounts[index % 3].Messages.GetAsync($"{index % 3}", Cancellation)));

        http.DefaultRequestHeaders.ShouldBeEmpty();
        chatra.Requests.GroupBy(request => (request.Target, Authorization: request.Headers["Authorization"])).Select(group => (group.Key, group.Count()))
            .ShouldBe(
            [
                (("/api/messages/0", "Chatra.Simple one:first"), 10),
                (("/api/messages/1", "Chatra.Simple two:second"), 10),
                (("/api/messages/2", "Basic dGhyZWU6dGhpcmQ="), 10),
            ],
            ignoreOrder: true);
    }
}
