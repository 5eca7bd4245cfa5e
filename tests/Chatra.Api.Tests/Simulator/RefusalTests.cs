using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Chatra.Api.Tests.Fixtures;

namespace Chatra.Api.Tests.Simulator;

/// <summary>What the simulated Chatra refuses, always in the documented error form.</summary>
public sealed class RefusalTests
{
    private const string Valid = """{"clientId":"c","text":"t"}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "Invalid data format")]
    [InlineData("{", "Invalid data format")]
    [InlineData("[]", "Invalid data format")]
    [InlineData("\"text\"", "Invalid data format")]
    [InlineData("""{"text":"t"}""", "clientId is required")]
    [InlineData("""{"clientId":"c"}""", "text is required")]
    [InlineData("""{"clientId":null,"text":"t"}""", "clientId is required")]
    [InlineData("""{"clientId":7,"text":"t"}""", "clientId must be a non-empty string")]
    [InlineData("""{"clientId":"c","text":""}""", "text must be a non-empty string")]
    [InlineData("""{"clientId":"c","text":"\ud800"}""", "text must be a non-empty string")]
    [InlineData("""{"clientId":"c","text":"t","agentId":1}""", "agentId must be a non-empty string")]
    [InlineData("""{"clientId":"c","text":"t","groupId":[]}""", "groupId must be a non-empty string")]
    [InlineData("""{"clientId":"c","text":"t","agentId":"a","groupId":"g"}""", "agentId and groupId exclude each other")]
    public async Task Message_that_breaks_the_documentation_is_refused_and_not_held(string body, string reason)
    {
        await using var chatra = await SimulatedChatra.StartAsync();

        await ShouldBeErrorAsync(await chatra.PostAsync("pushedMessages/", body), 400, reason);

        (await chatra.MessagesAsync()).Messages.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("[]", "Invalid data format")]
    [InlineData("""{"text":"t","agentId":"a"}""", "clientId is required")]
    [InlineData("""{"clientId":"c","agentId":"a"}""", "text is required")]
    [InlineData("""{"clientId":"c","text":"t"}""", "agentId is required")]
    [InlineData("""{"clientId":"c","text":"t","agentId":"a","receivedFrom":7}""", "receivedFrom must be a non-empty string")]
    [InlineData("""{"clientId":"c","text":"t","agentEmail":"e","receivedFrom":"r"}""", "agentName is required")]
    [InlineData("""{"clientId":"c","text":"t","agentEmail":"e","agentName":"n"}""", "receivedFrom is required")]
    [InlineData("""{"clientId":"c","text":"t","agentEmail":"","agentName":"n","receivedFrom":"r"}""", "agentEmail must be a non-empty string")]
    [InlineData("""{"clientId":"c","text":"t","agentEmail":"e","agentName":"n","receivedFrom":"r","agentId":"a"}""", "agentId and agentEmail exclude each other")]
    public async Task Agents_message_that_breaks_the_documentation_is_refused_and_makes_neither_message_nor_visitor(string body, string reason)
    {
        await using var chatra = await SimulatedChatra.StartAsync();

        await ShouldBeErrorAsync(await chatra.PostAsync("messages/", body), 400, reason);

        (await chatra.MessagesAsync()).Messages.ShouldBeEmpty();
        await ShouldBeErrorAsync(await chatra.Http.GetAsync("clients/c", Cancellation), 404, "Client not found");
    }

    [Theory]
    [InlineData("messages/x")]
    [InlineData("pushedMessages/x")]
    [InlineData("clients/x")]
    public async Task Every_resource_asks_for_keys(string path)
    {
        await using var chatra = await SimulatedChatra.StartAsync();
        using var stranger = new HttpClient();

        await ShouldBeErrorAsync(await stranger.GetAsync($"{chatra.BaseUrl}{path}", Cancellation), 401, "Authorization required");
    }

    [Theory]
    [InlineData("[]", "Invalid data format")]
    [InlineData("{}", "text is required")]
    [InlineData("""{"text":7}""", "text must be a non-empty string")]
    public async Task Edit_that_breaks_the_documentation_is_refused_and_changes_nothing(string body, string reason)
    {
        await using var chatra = await SimulatedChatra.StartAsync();
        var created = await Client.For(chatra.BaseUrl).PushedMessages.CreateAsync(new("c", "before"), Cancellation);

        await ShouldBeErrorAsync(await chatra.PutAsync($"pushedMessages/{created.Id}", body), 400, reason);

        (await chatra.MessagesAsync()).Messages.ShouldHaveSingleItem().Text.ShouldBe("before");
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData(null)]
    public async Task Body_that_is_not_called_JSON_is_refused(string? type)
    {
        await using var chatra = await SimulatedChatra.StartAsync();
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Valid));
        content.Headers.ContentType = type is null ? null : new MediaTypeHeaderValue(type);

        await ShouldBeErrorAsync(
            await chatra.Http.PostAsync("pushedMessages/", content, Cancellation), 415, "Content-Type must be application/json");
    }

    [Theory]
    [InlineData("GET", "pushedMessages/unknown", 404, "Message not found")]
    [InlineData("DELETE", "pushedMessages/unknown", 404, "Message not found")]
    [InlineData("GET", "pushedMessages/", 405, "Method not allowed")]
    [InlineData("PATCH", "pushedMessages/x", 405, "Method not allowed")]
    [InlineData("GET", "messages/unknown", 404, "Message not found")]
    [InlineData("DELETE", "messages/unknown", 404, "Message not found")]
    [InlineData("GET", "messages/", 405, "Method not allowed")]
    [InlineData("GET", "clients/unknown", 404, "Client not found")]
    [InlineData("DELETE", "clients/x", 405, "Method not allowed")]
    [InlineData("GET", "clients/", 404, "Not found")]
    [InlineData("GET", "", 404, "Not found")]
    [InlineData("GET", "nothing/like/it", 404, "Not found")]
    public async Task Unknown_things_are_refused(string method, string path, int status, string reason)
    {
        await using var chatra = await SimulatedChatra.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        await ShouldBeErrorAsync(await chatra.Http.SendAsync(request, Cancellation), status, reason);
    }

    [Fact]
    public async Task Deleted_message_is_gone_for_every_method()
    {
        await using var chatra = await SimulatedChatra.StartAsync();
        var messages = Client.For(chatra.BaseUrl).PushedMessages;
        var id = (await messages.CreateAsync(new("c", "t"), Cancellation)).Id;
        await messages.DeleteAsync(id, Cancellation);

        await ShouldBeErrorAsync(await chatra.Http.GetAsync($"pushedMessages/{id}", Cancellation), 404, "Message not found");
        await ShouldBeErrorAsync(await chatra.PutAsync($"pushedMessages/{id}", """{"text":"t"}"""), 404, "Message not found");
        await ShouldBeErrorAsync(await chatra.Http.DeleteAsync($"pushedMessages/{id}", Cancellation), 404, "Message not found");
    }

    [Theory]
    [InlineData(null, "Authorization required")]
    [InlineData($"Chatra.Simple {Keys.Public}:wrong", "Invalid API keys")]
    [InlineData($"Chatra.Simple wrong:{Keys.Secret}", "Invalid API keys")]
    [InlineData($"Chatra.Simple {Keys.Public}", "Invalid API keys")]
    [InlineData($"Bearer {Keys.Public}:{Keys.Secret}", "Invalid API keys")]
    [InlineData("Basic !not-base64!", "Invalid API keys")]
    public async Task Wrong_or_missing_keys_are_refused(string? authorization, string reason)
    {
        await using var chatra = await SimulatedChatra.StartAsync();

        await ShouldBeErrorAsync(await PostWithAsync(chatra, authorization), 401, reason);

        (await chatra.MessagesAsync()).Messages.ShouldBeEmpty();
    }

    [Fact]
    public async Task Basic_authorization_is_an_alternative()
    {
        await using var chatra = await SimulatedChatra.StartAsync();
        var pair = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Keys.Public}:{Keys.Secret}"));

        using var response = await PostWithAsync(chatra, $"Basic {pair}");

        ((int)response.StatusCode).ShouldBe(200);
    }

    private static async Task<HttpResponseMessage> PostWithAsync(SimulatedChatra chatra, string? authorization)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{chatra.BaseUrl}pushedMessages/")
        {
            Content = new StringContent(Valid, Encoding.UTF8, "application/json"),
        };
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return await http.SendAsync(request, Cancellation);
    }

    private static async Task ShouldBeErrorAsync(HttpResponseMessage response, int status, string reason)
    {
        using (response)
        {
            ((int)response.StatusCode).ShouldBe(status);
            var body = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!.AsObject();
            body.Select(property => property.Key).ShouldBe(["status", "message"]);
            ((int)body["status"]!, (string?)body["message"]).ShouldBe((status, reason));
        }
    }
}
