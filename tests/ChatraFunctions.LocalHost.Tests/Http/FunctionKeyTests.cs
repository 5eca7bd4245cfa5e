using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ChatraFunctions.LocalHost.Tests.Http;

public sealed class FunctionKeyTests
{
    private static readonly Dictionary<string, string?> Keys = new()
    {
        ["LocalHost__FunctionKeys__default"] = "the-key",
        ["LocalHost__FunctionKeys__second"] = "other/key==",
        ["LocalHost__FunctionKeys___master"] = "master-key",
    };

    [Theory]
    [InlineData("/api/guarded?code=the-key", null, HttpStatusCode.OK)]
    [InlineData("/api/guarded", "the-key", HttpStatusCode.OK)]
    [InlineData("/api/guarded?code=other%2Fkey%3D%3D", null, HttpStatusCode.OK)]
    [InlineData("/api/guarded", "master-key", HttpStatusCode.OK)]
    [InlineData("/api/guarded", null, HttpStatusCode.Unauthorized)]
    [InlineData("/api/guarded?code=", null, HttpStatusCode.Unauthorized)]
    [InlineData("/api/guarded?code=wrong", null, HttpStatusCode.Unauthorized)]
    [InlineData("/api/guarded", "THE-KEY", HttpStatusCode.Unauthorized)]
    [InlineData("/api/guarded?code=the-key", "wrong", HttpStatusCode.Unauthorized)]
    [InlineData("/api/open", null, HttpStatusCode.OK)]
    [InlineData("/api/admin-only", "the-key", HttpStatusCode.Unauthorized)]
    [InlineData("/api/admin-only", "master-key", HttpStatusCode.OK)]
    public async Task A_key_opens_what_its_level_asks_for(string address, string? header, HttpStatusCode status)
    {
        await using var host = await RunningHost.StartAsync<Doors>(Keys);

        using var response = await GetAsync(host, address, header);

        response.StatusCode.ShouldBe(status);
        response.Content.Headers.ContentType?.MediaType.ShouldBe(status == HttpStatusCode.OK ? null : "application/problem+json");
    }

    [Fact]
    public async Task Without_keys_none_is_asked_for()
    {
        await using var host = await RunningHost.StartAsync<Doors>();

        using var response = await GetAsync(host, "/api/admin-only", key: null);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_unknown_address_is_404_whether_a_key_comes_or_not()
    {
        await using var host = await RunningHost.StartAsync<Doors>(Keys);

        using var response = await GetAsync(host, "/api/nothing", key: null);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public void An_empty_key_stops_the_start() =>
        Should.Throw<SettingException>(() => RunningHost.Create(new() { ["LocalHost__FunctionKeys__default"] = "" }, typeof(Doors)))
            .Message.ShouldStartWith("LocalHost__FunctionKeys__default: ");

    private static async Task<HttpResponseMessage> GetAsync(RunningHost host, string address, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (key is not null)
            request.Headers.Add("x-functions-key", key);

        return await host.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public sealed class Doors
    {
        [Function("Guarded")]
        public static IResult Guarded([HttpTrigger(AuthorizationLevel.Function, "get", Route = "guarded")] HttpRequest request) => Results.Ok(request.HasFormContentType ? 1 : null);

        [Function("Open")]
        public static IResult Open([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "open")] HttpRequest request) => Results.Ok(request.HasFormContentType ? 1 : null);

        [Function("AdminOnly")]
        public static IResult AdminOnly([HttpTrigger(AuthorizationLevel.Admin, "get", Route = "admin-only")] HttpRequest request) => Results.Ok(request.HasFormContentType ? 1 : null);
    }
}
