using System.Net;
using ChatraFunctions.Tests.Harness;
using TestKit;

namespace ChatraFunctions.Tests.Contract;

/// <summary>What holds for every route: keys, methods, addresses.</summary>
public sealed class RouteTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Key = "function-key-Zq81";

    private App? _app;

    private Api Api => _app!.Api;

    public static TheoryData<string, string> Routes => new()
    {
        { "POST", "webhooks/chatra" },
        { "POST", "orders/cloudevents" },
        { "POST", "orders/shopify" },
        { "POST", "orders/woocommerce" },
        { "OPTIONS", "orders/cloudevents" },
        { "PUT", "customers/c" },
        { "GET", "customers/c" },
        { "GET", "customers/c/widget" },
        { "PUT", "customers/c/binding" },
        { "GET", "customers/c/binding" },
        { "DELETE", "customers/c/binding" },
        { "GET", "orders/cloudevents/1" },
        { "POST", "templates/en/paid/preview" },
        { "POST", "messages" },
        { "GET", "messages" },
        { "GET", "messages/k" },
        { "PUT", "messages/k" },
        { "DELETE", "messages/k" },
        { "POST", "messages/k/retry" },
        { "GET", "chats" },
        { "GET", "chats/x" },
        { "GET", "export" },
        { "GET", "clients/c/export" },
        { "GET", "status" },
        { "GET", "poison" },
        { "GET", "poison/outbox" },
        { "POST", "poison/outbox/replay" },
        { "DELETE", "poison/outbox/id" },
    };

    public async ValueTask InitializeAsync() => _app = await App.StartAsync(azurite, ("LocalHost__FunctionKeys__default", Key));

    public ValueTask DisposeAsync() => _app!.DisposeAsync();

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Every_route_but_health_and_console_takes_a_function_key(string method, string path)
    {
        (await Api.SendAsync(method, path)).ShouldBeProblem(HttpStatusCode.Unauthorized);
        (await Api.SendAsync(method, $"{path}?code=wrong")).ShouldBeProblem(HttpStatusCode.Unauthorized);
        (await Api.SendAsync(method, path, headers: ("x-functions-key", "wrong"))).ShouldBeProblem(HttpStatusCode.Unauthorized);

        (await Api.SendAsync(method, $"{path}?code={Key}")).Status.ShouldNotBe(HttpStatusCode.Unauthorized);
        (await Api.SendAsync(method, path, headers: ("x-functions-key", Key))).Status.ShouldNotBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Health_is_open_to_all() => (await Api.GetAsync("health")).ShouldBe(HttpStatusCode.OK);

    [Theory]
    [InlineData("GET", "webhooks/chatra")]
    [InlineData("PUT", "webhooks/chatra")]
    [InlineData("GET", "orders/cloudevents")]
    [InlineData("POST", "customers/c")]
    [InlineData("DELETE", "customers/c")]
    [InlineData("POST", "customers/c/widget")]
    [InlineData("OPTIONS", "customers/c/widget")]
    [InlineData("POST", "customers/c/binding")]
    [InlineData("DELETE", "messages")]
    [InlineData("POST", "messages/k")]
    [InlineData("GET", "messages/k/retry")]
    [InlineData("POST", "chats/x")]
    [InlineData("DELETE", "status")]
    [InlineData("DELETE", "poison/outbox")]
    [InlineData("POST", "poison/outbox/id")]
    [InlineData("POST", "health")]
    [InlineData("POST", "console")]
    [InlineData("POST", "health/deep")]
    public async Task A_method_that_a_route_does_not_take_is_405(string method, string path)
    {
        var answer = (await Api.SendAsync(method, $"{path}?code={Key}")).ShouldBeProblem(HttpStatusCode.MethodNotAllowed);

        answer.Headers.Keys.ShouldContain("Allow");
    }

    [Theory]
    [InlineData("")]
    [InlineData("nothing")]
    [InlineData("webhooks")]
    [InlineData("customers")]
    [InlineData("customers//binding")]
    [InlineData("chats/a/b")]
    [InlineData("chats/..")]
    [InlineData("chats/%2E%2E")]
    public async Task An_address_without_a_function_is_404(string path) =>
        (await Api.GetAsync($"{path}?code={Key}")).ShouldBeProblem(HttpStatusCode.NotFound);
}
