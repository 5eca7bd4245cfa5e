using System.Net;
using System.Text.Json.Nodes;
using ChatraFunctions.Queues;
using ChatraFunctions.Secrets;
using ChatraFunctions.Storage;
using ChatraFunctions.Tests.Harness;
using TestKit;

namespace ChatraFunctions.Tests.Contract;

/// <summary>GET /health?deep=true and GET /health/deep.</summary>
public sealed class DeepHealthTests(AzuriteFixture azurite)
{
    private const string FunctionKey = "function-key-Zq81";
    private const string AdminKey = "admin-key+/=7Wd0";

    private static readonly (string, string)[] BothKeys = [("LocalHost__FunctionKeys__default", FunctionKey), ("LocalHost__FunctionKeys___master", AdminKey)];

    [Fact]
    public async Task All_is_ok_and_it_cost_one_request_on_Chatra()
    {
        await using var app = await App.StartAsync(azurite);

        var answer = (await app.Api.SendOnceAsync("GET", "health?deep=true")).ShouldBe(HttpStatusCode.OK);

        answer.Json["status"]!.GetValue<string>().ShouldBe("ok");
        answer.Json["checks"]!.AsArray().Count.ShouldBe((2 * QueueNames.All.Count) + TableNames.All.Count + ContainerNames.All.Count + 2);
        answer.Json["checks"]![0]!.ToJsonString().ShouldBe("""{"name":"queue chatra-events","status":"ok"}""");
        (await app.Chatra.RequestsAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task It_takes_the_admin_key_in_either_place_and_no_other()
    {
        await using var app = await App.StartAsync(azurite, BothKeys);
        foreach (var path in new[] { "health?deep=true", "health/deep" })
        {
            var query = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
            (await app.Api.SendOnceAsync("GET", path)).ShouldBeProblem(HttpStatusCode.Unauthorized);
            (await app.Api.SendOnceAsync("GET", $"{path}{query}code={FunctionKey}")).ShouldBeProblem(HttpStatusCode.Unauthorized);
            (await app.Api.SendOnceAsync("GET", path, headers: ("x-functions-key", FunctionKey))).ShouldBeProblem(HttpStatusCode.Unauthorized);

            (await app.Api.SendOnceAsync("GET", $"{path}{query}code={Uri.EscapeDataString(AdminKey)}")).Status.ShouldNotBe(HttpStatusCode.Unauthorized);
            (await app.Api.SendOnceAsync("GET", path, headers: ("x-functions-key", AdminKey))).Status.ShouldNotBe(HttpStatusCode.Unauthorized);
        }

        (await app.Api.SendOnceAsync("GET", "health")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Where_only_function_keys_are_set_it_is_closed()
    {
        await using var app = await App.StartAsync(azurite, ("LocalHost__FunctionKeys__default", FunctionKey));

        (await app.Api.SendOnceAsync("GET", "health/deep")).ShouldBeProblem(HttpStatusCode.Unauthorized);
        (await app.Api.SendOnceAsync("GET", $"health/deep?code={FunctionKey}")).ShouldBeProblem(HttpStatusCode.Unauthorized);
        (await app.Chatra.RequestsAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("?deep=true", "/api/health/deep")]
    [InlineData("?deep=True&code=a%2Bb%2F%3D", "/api/health/deep?code=a%2Bb%2F%3D")]
    [InlineData("/?code=k&deep=true&other=x", "/api/health/deep?code=k")]
    public async Task The_way_to_it_stays_on_the_host_and_keeps_nothing_but_the_key(string asked, string location)
    {
        await using var app = await App.StartAsync(azurite);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });

        using var answer = await http.GetAsync(app.Api.Address($"health{asked}"), TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.TemporaryRedirect);
        answer.Headers.Location!.OriginalString.ShouldBe(location);
    }

    [Fact]
    public async Task What_is_missing_or_refused_is_named_with_what_to_do()
    {
        await using var app = await App.StartAsync(azurite, ("Chatra__SecretKey", "sk-that-Chatra-has-replaced"));
        await app.Storage.Table(TableNames.Orders).DeleteAsync(TestContext.Current.CancellationToken);

        var answer = (await app.Api.SendOnceAsync("GET", "health/deep")).ShouldBe(HttpStatusCode.ServiceUnavailable);

        answer.Json["status"]!.GetValue<string>().ShouldBe("failed");
        ShouldHaveFailed(answer, "table Orders", "azd provision");
        ShouldHaveFailed(answer, "chatra", "Rotate a secret");
        Complaints(answer).Count.ShouldBe(2);
        answer.Body.ShouldNotContain("sk-that");
    }

    [Fact]
    public async Task Without_Chatra_and_without_the_vault_it_says_so()
    {
        await using var unreachable = await App.StartAsync(azurite, ("Chatra__BaseUrl", "http://127.0.0.1:1/api/"));
        ShouldHaveFailed(await unreachable.Api.SendOnceAsync("GET", "health/deep"), "chatra", "Chatra__BaseUrl");

        await using var vault = await VaultStub.StartAsync((SecretNames.ChatraPublicKey, "p"), (SecretNames.ChatraSecretKey, "s"));
        vault.IsDown = true;
        await using var keyless = await App.StartAsync(azurite, vault);
        var answer = (await keyless.Api.SendOnceAsync("GET", "health/deep")).ShouldBe(HttpStatusCode.ServiceUnavailable);
        ShouldHaveFailed(answer, "vault", "KeyVault__Uri");
        ShouldHaveFailed(answer, "chatra", "vault");
    }

    private static List<JsonNode> Complaints(Answer answer) =>
        [.. answer.Json["checks"]!.AsArray().Where(check => check!["status"]!.GetValue<string>() != "ok").Select(check => check!)];

    private static void ShouldHaveFailed(Answer answer, string name, string hint)
    {
        var check = Complaints(answer).Single(check => check["name"]!.GetValue<string>() == name);
        check["status"]!.GetValue<string>().ShouldBe("failed");
        check["detail"]!.GetValue<string>().ShouldNotBeEmpty();
        check["hint"]!.GetValue<string>().ShouldContain(hint);
    }
}
