using System.Net;
using System.Text.Json.Nodes;
using ChatraFunctions.Tests.Harness;
using TestKit;

namespace ChatraFunctions.Tests.Contract;

/// <summary>PUT and GET /customers/{customerId}.</summary>
public sealed class CustomerTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private App? _app;

    private Api Api => _app!.Api;

    public async ValueTask InitializeAsync() => _app = await App.StartAsync(azurite);

    public ValueTask DisposeAsync() => _app!.DisposeAsync();

    [Theory]
    [InlineData("42")]
    [InlineData("shop/1:jané%?")]
    public async Task What_the_shop_says_of_a_bound_customer_is_what_Chatra_knows_in_the_end(string customerId)
    {
        var clientId = (await Api.BindAsync(customerId, """{"locale":"fr"}""")).Json["clientId"]!.GetValue<string>();
        await MeetAsync(clientId);

        var first = (await PutAsync(customerId, """{"name":"Jane","email":"jane@example.com","notes":"Loves jeans"}""")).ShouldBe(HttpStatusCode.Accepted).Json;
        (await PutAsync(customerId, """{"name":"Joan","email":null}""")).ShouldBe(HttpStatusCode.Accepted);

        first["update"]!["status"]!.GetValue<string>().ShouldBe("queued");
        await SentAsync(customerId);
        var customer = (await GetAsync(customerId, "?live=true")).ShouldBe(HttpStatusCode.OK).Json;
        customer.Select(property => property.Key).ShouldBe(["customerId", "clientId", "name", "notes", "locale", "update", "visitor"]);
        (customer["customerId"]!.GetValue<string>(), customer["clientId"]!.GetValue<string>()).ShouldBe((customerId, clientId));
        var visitor = customer["visitor"]!.AsObject();
        foreach (var known in new[] { customer, visitor })
        {
            (known["name"]!.GetValue<string>(), known["notes"]!.GetValue<string>()).ShouldBe(("Joan", "Loves jeans"));
            known.ShouldNotContainKey("email");
        }

        visitor["isKnown"]!.GetValue<bool>().ShouldBeTrue();
        (await RequestsAsync("PUT", clientId)).ShouldBeInRange(1, 2);
        (await RequestsAsync("GET", clientId)).ShouldBe(1);
        (await Api.GetMessageAsync($"customers/{customerId}")).ShouldBe(HttpStatusCode.OK).Body.ShouldNotContain("Joan");
    }

    [Fact]
    public async Task Customer_who_is_not_bound_is_kept_and_not_told_of()
    {
        (await PutAsync("unbound", """{"phone":"+353 1"}""")).ShouldBe(HttpStatusCode.OK).Json.ToJsonString().ShouldBe("""{"customerId":"unbound","phone":"\u002B353 1"}""");

        (await GetAsync("unbound", "?live=true")).ShouldBe(HttpStatusCode.OK).Json["phone"]!.GetValue<string>().ShouldBe("+353 1");
        (await Api.GetAsync("customers/unbound/binding")).ShouldBeProblem(HttpStatusCode.NotFound);
        (await Api.BindAsync("unbound")).ShouldBe(HttpStatusCode.Created);
        (await GetAsync("unbound")).Json["phone"]!.GetValue<string>().ShouldBe("+353 1");
    }

    [Fact]
    public async Task Customer_who_never_opened_the_chat_is_unknown_to_Chatra_and_both_routes_say_so()
    {
        await Api.BindAsync("silent");
        await PutAsync("silent", """{"name":"Jane"}""");

        var failed = (await Api.MessageAsync("customers/silent", "failed")).Json;

        failed["reason"]!.GetValue<string>().ShouldStartWith("Chatra does not know the visitor");
        (await GetAsync("silent", "?live=true")).ShouldBe(HttpStatusCode.OK).Json["visitor"]!.ToJsonString().ShouldBe("""{"isKnown":false}""");
    }

    [Fact]
    public async Task Account_that_is_paused_is_503_with_the_time_to_wait_and_the_update_waits()
    {
        var clientId = (await Api.BindAsync("paused")).Json["clientId"]!.GetValue<string>();
        await MeetAsync(clientId);
        await _app!.Chatra.FaultAsync(new { kind = "status", status = 429, retryAfter = 3600 });
        await PutAsync("paused", """{"name":"Jane"}""");
        await Eventually.HoldsAsync(async () => (await Api.StatusAsync())["budget"]!.AsObject().ContainsKey("pausedUntil"), "the account is paused");

        var answer = (await Api.SendOnceAsync("GET", "customers/paused?live=true")).ShouldBeProblem(HttpStatusCode.ServiceUnavailable);

        int.Parse(answer.Headers["Retry-After"], System.Globalization.CultureInfo.InvariantCulture).ShouldBeInRange(3000, 3605);
        (await GetAsync("paused")).ShouldBe(HttpStatusCode.OK).Json["update"]!["status"]!.GetValue<string>().ShouldBe("queued");
        (await Api.StatusAsync())["outbox"]!["unsent"]!.GetValue<int>().ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"name":5,"email":""}""", "/name", "/email")]
    [InlineData("{}", "")]
    [InlineData("""{"phone":["1"]}""", "/phone")]
    public async Task Wrong_details_are_refused_with_the_pointers(string body, params string[] pointers)
    {
        (await PutAsync("wrong", body)).ShouldBeProblem(HttpStatusCode.BadRequest).Pointers.ShouldBe(pointers, ignoreOrder: true);
        (await GetAsync("wrong")).ShouldBeProblem(HttpStatusCode.NotFound);
    }

    private Task<Answer> PutAsync(string customerId, string body) => Api.SendAsync("PUT", $"customers/{Uri.EscapeDataString(customerId)}", body);

    private Task<Answer> GetAsync(string customerId, string query = "") => Api.GetAsync($"customers/{Uri.EscapeDataString(customerId)}{query}");

    private Task SentAsync(string customerId) => Api.MessageAsync($"customers/{customerId}", "sent");

    private async Task<int> RequestsAsync(string method, string clientId) =>
        (await _app!.Chatra.RequestsAsync()).Count(request => request.Method == method && request.Path.EndsWith($"/clients/{clientId}", StringComparison.Ordinal));

    /// <summary>A message is what Chatra hears of the visitor first.</summary>
    private async Task MeetAsync(string clientId)
    {
        await Api.PostMessageAsync(new JsonObject { ["clientId"] = clientId, ["text"] = "Welcome", ["key"] = $"welcome {clientId}" });
        await Api.MessageAsync($"welcome {clientId}", "sent");
    }
}
