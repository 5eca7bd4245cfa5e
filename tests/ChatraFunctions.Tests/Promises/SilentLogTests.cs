using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Storage.Queues;
using ChatraFunctions.Queues;
using ChatraFunctions.Tests.Harness;
using TestKit;

namespace ChatraFunctions.Tests.Promises;

/// <summary>The output of the real process, through both paths, refusals, faults of Chatra and of storage, at its most talkative.</summary>
public sealed class SilentLogTests(AzuriteFixture azurite)
{
    private const string FunctionKey = "fk-8sVn2QxLr0Tz";
    private const string MasterKey = "mk-Qw71LpZx90Ra";
    private const string Signing = "whsec_c2lnbmluZy1zZWNyZXQtMDAwMQ==";
    private const string Text = "zebra-text-7731";
    private const string Email = "jane.zebra@example.com";
    private const string Phone = "+353 1 568 7731";

    [Fact]
    public async Task No_line_holds_a_text_an_address_a_number_or_a_key()
    {
        await using var proxy = await StorageProxy.StartAsync(azurite.Server);
        await using var chatra = await SimulatedChatra.StartAsync();
        var account = azurite.NewAccount();
        await using var app = await AppProcess.StartAsync(AppSettings.Fast(
            proxy.ConnectionStringFor(account),
            chatra,
            ("LocalHost__FunctionKeys__default", FunctionKey),
            ("LocalHost__FunctionKeys___master", MasterKey),
            ("AzureFunctionsJobHost__logging__LogLevel__Default", "Trace"),
            ("AzureFunctionsJobHost__logging__LogLevel__System.Net.Http.HttpClient.Chatra.LogicalHandler", "Trace"),
            ("AzureFunctionsJobHost__logging__LogLevel__System.Net.Http.HttpClient.Chatra.ClientHandler", "Trace")));
        await new StorageProbe(account).ProvisionedAsync();

        await SendEverythingAsync(app.Api, chatra);
        await HandlePoisonAsync(app.Api, new StorageProbe(account).Queue(QueueNames.Poison(QueueNames.ChatraEvents)));
        proxy.BeforeForward = _ => Task.FromResult<FaultAction?>(FaultAction.Drop);
        await Post(app.Api, "webhooks/chatra", Chat("during the outage"));
        await Post(app.Api, "messages", Message("outage"));
        await Bind(app.Api);
        proxy.BeforeForward = null;
        await Eventually.HoldsAsync(async () => await StatusAsync(app.Api, "refused") == "failed", "Chatra has refused a message");
        await Eventually.HoldsAsync(async () => await StatusAsync(app.Api, "delivered") == "sent", "a message is sent");

        var clientId = await WidgetAsync(app.Api);
        await AskAboutAsync(app.Api, clientId);

        app.Output.Count.ShouldBeGreaterThan(20);
        string[] secrets = [clientId, Text, Email, "jane.zebra", Phone, "568 7731", FunctionKey, MasterKey, Signing, SimulatedChatra.PublicKey, SimulatedChatra.SecretKey, new StorageConnectionString(account).Key];
        foreach (var secret in secrets)
            app.Output.ShouldNotContain(line => line.Contains(secret, StringComparison.OrdinalIgnoreCase), secret);
    }

    private static async Task SendEverythingAsync(Api api, SimulatedChatra chatra)
    {
        await Bind(api);
        await Post(api, "webhooks/chatra", Chat("first"));
        await Post(api, "webhooks/chatra", $$"""{"eventName":"{{Text}}","text":"{{Text}}","email":"{{Email}}"}""");
        await Post(api, "webhooks/chatra", $$"""{"eventName":"chatStarted","message":{"text":"{{Text}}"},"client":"{{Email}}"}""");
        await Post(api, "webhooks/chatra", $$"""{"text":"{{Text}}","broken":{{Text}}""");
        await api.SendAsync("POST", $"orders/{Text}?code={FunctionKey}", "{}");
        await api.SendAsync("GET", $"chats/unknown?code=wrong-{FunctionKey}");
        await chatra.FaultAsync(new { kind = "status", status = 400 });
        await Post(api, "messages", Message("refused"));
        await Eventually.HoldsAsync(async () => await StatusAsync(api, "refused") == "failed", "Chatra has refused a message");
        await Post(api, "orders/cloudevents", OrderEvents.Shipped("1", "silent").ToJsonString());
        await chatra.FaultAsync(new { kind = "status", status = 500 });
        await Post(api, "messages", Message("delivered"));
    }

    /// <summary>One that nobody can read, and one that fails on what it says: looked at, replayed, and removed in the end.</summary>
    private static async Task HandlePoisonAsync(Api api, QueueClient poison)
    {
        await poison.SendMessageAsync(Base64($"{Text} {Email} {Phone}"), TestContext.Current.CancellationToken);
        await poison.SendMessageAsync(
            Base64($$$"""{"id":"failing","name":"chatStarted","receivedAt":"2026-01-01T00:00:00Z","body":{"client":"{{{Text}}} {{{Email}}} {{{Phone}}}"}}"""),
            TestContext.Current.CancellationToken);
        (await Post(api, "poison/chatra-events/replay", "{}")).ShouldBe(HttpStatusCode.OK);
        await Eventually.HoldsAsync(async () => (await PeekAsync(api)).Count == 2, "both have failed again");
        foreach (var message in await PeekAsync(api))
        {
            message!["reason"]!.GetValue<string>().ShouldNotContain(Text);
            (await api.SendAsync("DELETE", $"poison/chatra-events/{message["id"]}?code={FunctionKey}")).ShouldBe(HttpStatusCode.NoContent);
        }
    }

    private static async Task<JsonArray> PeekAsync(Api api) =>
        (await api.GetAsync($"poison/chatra-events?code={FunctionKey}")).ShouldBe(HttpStatusCode.OK).Json["messages"]!.AsArray();

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static Task<Answer> Bind(Api api) => api.SendAsync(
        "PUT", $"customers/silent/binding?code={FunctionKey}", $$"""{"name":"{{Text}}","email":"{{Email}}","phone":"{{Phone}}"}""");

    /// <summary>The chat of the customer's pages, in every form.</summary>
    private static async Task<string> WidgetAsync(Api api)
    {
        foreach (var form in new[] { "html", "npm", "nonsense" })
            await api.SendAsync("GET", $"customers/silent/widget?format={form}", headers: ("x-functions-key", FunctionKey));

        var answer = await api.SendAsync("GET", "customers/silent/widget", headers: ("x-functions-key", FunctionKey));
        return answer.ShouldBe(HttpStatusCode.OK).Json["setup"]!["clientId"]!.GetValue<string>();
    }

    /// <summary>Where the <c>clientId</c> stands in the app's own addresses, and in Chatra's.</summary>
    private static async Task AskAboutAsync(Api api, string clientId)
    {
        (await api.SendAsync("GET", "customers/silent?live=true", headers: ("x-functions-key", FunctionKey))).ShouldBe(HttpStatusCode.OK);
        (await api.SendAsync("GET", $"chats?clientId={clientId}", headers: ("x-functions-key", FunctionKey))).ShouldBe(HttpStatusCode.OK);
        (await api.SendAsync("GET", $"clients/{clientId}/export", headers: ("x-functions-key", FunctionKey))).ShouldBe(HttpStatusCode.OK);
        (await api.SendAsync("DELETE", $"clients/{clientId}", headers: ("x-functions-key", MasterKey))).ShouldBe(HttpStatusCode.Accepted);
    }

    private static Task<Answer> Post(Api api, string path, string json) => api.SendAsync("POST", path, json, headers: ("x-functions-key", FunctionKey));

    private static async Task<string?> StatusAsync(Api api, string key) =>
        await api.GetAsync($"messages/{key}?code={FunctionKey}") is { Status: HttpStatusCode.OK } answer ? answer.Json["status"]!.GetValue<string>() : null;

    private static string Message(string key) =>
        new JsonObject { ["clientId"] = $"client-of-{key}", ["text"] = $"{Text} {Email} {Phone}", ["key"] = key }.ToJsonString();

    private static string Chat(string chatId)
    {
        var transcript = Events.Transcript(chatId);
        transcript["messages"]![0]!["text"] = $"{Text} {Email} {Phone}";
        transcript["client"]!["info"] = new JsonObject { ["email"] = Email, ["phone"] = Phone };
        return transcript.ToJsonString();
    }
}
