using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Azure.Functions.Worker;

namespace ChatraFunctions.LocalHost.Tests.Http;

public sealed class HttpFunctionTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", "got 7")]
    [InlineData("PUT", "put 7")]
    [InlineData("DELETE", "deleted 7")]
    public async Task One_address_is_served_by_a_function_for_each_method(string method, string answer)
    {
        await using var host = await RunningHost.StartAsync<Things>();

        (await TextAsync(host, method, "/api/things/7")).ShouldBe(answer);
    }

    [Fact]
    public async Task A_method_nobody_serves_is_405_and_names_those_that_are()
    {
        await using var host = await RunningHost.StartAsync<Things>();

        using var response = await SendAsync(host, "PATCH", "/api/things/7");

        response.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        response.Content.Headers.Allow.ShouldBe(["GET", "PUT", "DELETE"], ignoreOrder: true);
        await ShouldBeProblemAsync(response, 405);
    }

    [Theory]
    [InlineData("/api/nothing")]
    [InlineData("/things/7")]
    [InlineData("/")]
    [InlineData("/api/things/7/8")]
    public async Task An_address_without_a_function_is_404(string path)
    {
        await using var host = await RunningHost.StartAsync<Things>();

        using var response = await SendAsync(host, "GET", path);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await ShouldBeProblemAsync(response, 404);
    }

    [Fact]
    public async Task A_functions_own_404_stays_as_it_is()
    {
        await using var host = await RunningHost.StartAsync<Things>();

        using var response = await SendAsync(host, "GET", "/api/nowhere");

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await response.Content.ReadAsByteArrayAsync(Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_prefix_is_host_jsons_and_may_be_empty()
    {
        await using var other = await RunningHost.StartAsync<Things>(new Dictionary<string, string?> { ["AzureFunctionsJobHost__extensions__http__routePrefix"] = "v1/x" });
        await using var none = await RunningHost.StartAsync<Things>(new Dictionary<string, string?> { ["AzureFunctionsJobHost__extensions__http__routePrefix"] = "" });

        (await TextAsync(other, "GET", "/v1/x/things/7")).ShouldBe("got 7");
        (await TextAsync(none, "GET", "/things/7")).ShouldBe("got 7");
    }

    [Fact]
    public async Task Without_a_route_the_functions_name_is_the_address_and_without_methods_all_are_served()
    {
        await using var host = await RunningHost.StartAsync<Things>();

        (await TextAsync(host, "GET", "/api/Plain")).ShouldBe("plain GET");
        (await TextAsync(host, "PATCH", "/api/plain")).ShouldBe("plain PATCH");
    }

    [Theory]
    [InlineData("a%20b", "a b")]
    [InlineData("a+b", "a+b")]
    [InlineData("%C3%A9%F0%9F%98%80", "é😀")]
    [InlineData("a%3Ab%25c%3F%23", "a:b%c?#")]
    [InlineData("%D8%B4", "ش")]
    public async Task A_part_of_the_path_is_decoded_once(string encoded, string value)
    {
        await using var host = await RunningHost.StartAsync<Things>();

        (await TextAsync(host, "GET", $"/api/things/{encoded}")).ShouldBe($"got {value}");
    }

    [Fact]
    public async Task An_encoded_slash_stays_in_its_segment_and_the_raw_target_is_untouched()
    {
        await using var host = await RunningHost.StartAsync<Things>();

        (await TextAsync(host, "GET", "/api/things/a%2Fb")).ShouldBe("got a%2Fb");
        (await TextAsync(host, "GET", "/api/raw/a%2Fb%252F%3b")).ShouldBe("/api/raw/a%2Fb%252F%3b");
    }

    [Fact]
    public async Task Numbers_and_guids_are_read_from_the_path_and_anything_else_is_400()
    {
        await using var host = await RunningHost.StartAsync<Things>();
        var id = Guid.NewGuid();

        (await TextAsync(host, "GET", $"/api/typed/7/8000000000/{id}")).ShouldBe($"7 8000000000 {id}");
        using var response = await SendAsync(host, "GET", $"/api/typed/seven/8/{id}");
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        await ShouldBeProblemAsync(response, 400);
    }

    [Fact]
    public async Task A_function_that_throws_is_a_500_that_tells_nothing_and_a_log_line_that_does()
    {
        await using var host = await RunningHost.StartAsync<Things>();

        using var response = await SendAsync(host, "GET", "/api/broken");

        response.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        response.Headers.Contains("X-Half-Done").ShouldBeFalse();
        (await ShouldBeProblemAsync(response, 500)).ShouldNotContain("inner secret");
        host.Log.Lines.ShouldContain("Error: Broken failed <- inner secret");
    }

    [Fact]
    public async Task A_body_larger_than_the_servers_own_limit_reaches_the_function()
    {
        await using var host = await RunningHost.StartAsync<Things>();
        using var content = new ByteArrayContent(new byte[40 * 1024 * 1024]);

        using var response = await host.Http.PostAsync("/api/count", content, Cancel);

        (await response.Content.ReadAsStringAsync(Cancel)).ShouldBe("41943040");
    }

    [Fact]
    public async Task A_function_is_made_anew_for_each_call_with_services_of_the_calls_own_scope()
    {
        await using var host = await RunningHost.StartAsync<Things>();

        (await TextAsync(host, "GET", "/api/calls")).ShouldBe("1");
        (await TextAsync(host, "GET", "/api/calls")).ShouldBe("1");
    }

    private static async Task<string> TextAsync(RunningHost host, string method, string path)
    {
        using var response = await SendAsync(host, method, path);
        return await response.Content.ReadAsStringAsync(Cancel);
    }

    private static async Task<HttpResponseMessage> SendAsync(RunningHost host, string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        return await host.Http.SendAsync(request, Cancel);
    }

    private static async Task<string> ShouldBeProblemAsync(HttpResponseMessage response, int status)
    {
        response.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        var problem = await response.Content.ReadFromJsonAsync<JsonObject>(Cancel);
        problem!["status"]!.GetValue<int>().ShouldBe(status);
        problem["title"]!.GetValue<string>().ShouldNotBeEmpty();
        return problem.ToJsonString();
    }

    public sealed class Things
    {
        private int _calls;

        [Function("GetThing")]
        public static Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "things/{id}")] HttpRequest request, string id) =>
            Task.FromResult(Results.Text($"got {id}", request.ContentType));

        [Function("PutThing")]
        public static IResult Put([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "things/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
            Results.Text(cancellationToken == request.HttpContext.RequestAborted ? $"put {id}" : "a strange token");

        [Function("DeleteThing")]
        public static IResult Delete([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "things/{ID}")] HttpRequest request, string id) =>
            Results.Text($"deleted {id}", request.ContentType);

        [Function("Plain")]
        public static IResult Plain([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => Results.Text($"plain {request.Method}");

        [Function("Nowhere")]
        public static IResult Nowhere([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "nowhere")] HttpRequest request) =>
            Results.StatusCode(request.HasFormContentType ? 200 : 404);

        [Function("Typed")]
        public static IResult Typed([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "typed/{a}/{b}/{c}")] HttpRequest request, int a, long b, Guid c) =>
            Results.Text($"{a} {b} {c}", request.ContentType);

        [Function("Raw")]
        public static IResult Raw([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "raw/{id}")] HttpRequest request) =>
            Results.Text(request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);

        [Function("Broken")]
        public static Task<IResult> BrokenAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "broken")] HttpRequest request)
        {
            request.HttpContext.Response.Headers["X-Half-Done"] = "yes";
            throw new InvalidOperationException("inner secret");
        }

        [Function("Count")]
        public static async Task<IResult> CountAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "count")] HttpRequest request, CancellationToken cancellationToken)
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body, cancellationToken);
            return Results.Text($"{body.Length}");
        }

        [Function("Calls")]
        public IResult Calls([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "calls")] HttpRequest request) =>
            Results.Text($"{++_calls}", request.ContentType);
    }
}
