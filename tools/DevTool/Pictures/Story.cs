using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using DevTool.Demo;
using DevTool.Running;

namespace DevTool.Pictures;

/// <summary>An afternoon at a shop: a conversation, orders, messages; one is refused, and in the end Chatra asks for a pause.</summary>
internal sealed class Story(LocalRun run) : IDisposable
{
    private const string Visitor = "jane";
    private const string Agent = "d9nKoegKSjmCtyK78";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly JsonApi _functions = new(run.FunctionsAddress);
    private readonly JsonApi _chatra = new(run.SimulatorAddress);

    /// <summary>The visitor of the simulator's page asks, and is answered by an agent and by the shop.</summary>
    /// <returns>The chat.</returns>
    public async Task<string> GreetAsync(CancellationToken cancellationToken)
    {
        var inbox = await _chatra.SendAsync(With(HttpMethod.Post, "_simulator/inbox", []), HttpStatusCode.OK, cancellationToken);
        var chat = inbox["chats"]?[0] ?? throw new Trouble("The simulator's page was opened, and nobody is in its inbox.");
        var clientId = chat.Text("clientId");
        await DoAsync($"visitors/{clientId}/say", new JsonObject { ["text"] = "Hi! When will order #1001 be sent?" }, cancellationToken);
        await DoAsync($"agents/{Agent}/say", new JsonObject { ["clientId"] = clientId, ["text"] = "It is being packed, Jane. You will hear from us here." }, cancellationToken);
        await PostAsync("shipped", clientId, "Your order #1001 has shipped!", cancellationToken);
        await UntilAsync(status => status.Child("outbox").Number("unsent") == 0, cancellationToken);
        return chat.Text("chatId");
    }

    /// <returns>The conversation's chat.</returns>
    public async Task<string> TellAsync(CancellationToken cancellationToken)
    {
        Say.Step("A visitor and an agent talk; the shop tells of orders; this takes a minute");
        await TalkAsync(cancellationToken);
        await TellOfOrdersAsync(cancellationToken);
        await UntilAsync(status => status.Child("outbox").Number("unsent") == 0, cancellationToken);
        await FailAsync("refused-by-chatra", new JsonObject { ["kind"] = "status", ["status"] = 400 }, "Your voucher: WELCOME-10", cancellationToken);
        await UntilAsync(status => status.Child("outbox").Number("unsent") == 0, cancellationToken);
        await FailAsync("opening-hours", new JsonObject { ["kind"] = "status", ["status"] = 429, ["retryAfter"] = 240 }, "We open at nine tomorrow.", cancellationToken);
        await UntilAsync(status => status.Child("budget")["pausedUntil"] is not null, cancellationToken);
        var chat = await _chatra.GetAsync($"_simulator/chats/{Visitor}", cancellationToken);
        return chat.Text("chatId");
    }

    public void Dispose()
    {
        _functions.Dispose();
        _chatra.Dispose();
    }

    private async Task TalkAsync(CancellationToken cancellationToken)
    {
        await DoAsync($"visitors/{Visitor}/arrive", new JsonObject { ["name"] = "Jane Byrne" }, cancellationToken);
        await DoAsync($"visitors/{Visitor}/say", new JsonObject { ["text"] = "Hi! Is the washed skinny one as red as in the picture?" }, cancellationToken);
        await DoAsync($"agents/{Agent}/say", new JsonObject { ["clientId"] = Visitor, ["text"] = "It is a little darker. Shall I send you a photo of it?" }, cancellationToken);
        await DoAsync($"visitors/{Visitor}/say", new JsonObject { ["text"] = "Yes, please :)" }, cancellationToken);
        await DoAsync($"agents/{Agent}/say", PhotoFor(Visitor), cancellationToken);
        await DoAsync($"visitors/{Visitor}/say", new JsonObject { ["text"] = "Lovely, I’ll take it. Thank you!" }, cancellationToken);
        await DoAsync($"visitors/{Visitor}/leave", body: null, cancellationToken);
    }

    private static JsonObject PhotoFor(string clientId) => new()
    {
        ["clientId"] = clientId,
        ["text"] = "photo.jpg",
        ["file"] = new JsonObject { ["fileName"] = "photo.jpg", ["size"] = 333455, ["isImage"] = true, ["url"] = "https://example.com/photo.jpg" },
    };

    private async Task TellOfOrdersAsync(CancellationToken cancellationToken)
    {
        foreach (var customer in new[] { "41", "42" })
            await _functions.DoAsync(With(HttpMethod.Put, $"api/customers/{customer}/binding", []), cancellationToken);

        await TellAsync("order.placed", "1001", "41", cancellationToken);
        await TellAsync("order.paid", "1002", "42", cancellationToken);
        await TellAsync("order.shipped", "1003", "42", cancellationToken);
        await TellAsync("order.placed", "1004", "43", cancellationToken); // Not bound: skipped.
    }

    private Task TellAsync(string type, string orderId, string customerId, CancellationToken cancellationToken)
    {
        var data = new JsonObject { ["orderId"] = orderId, ["orderNumber"] = $"#{orderId}", ["customerId"] = customerId, ["total"] = "99.00", ["currency"] = "EUR" };
        var told = new JsonObject { ["specversion"] = "1.0", ["id"] = orderId, ["source"] = "/shop", ["type"] = type, ["data"] = data };
        return _functions.DoAsync(With(HttpMethod.Post, "api/orders/cloudevents", told, "application/cloudevents+json"), cancellationToken);
    }

    /// <summary>A message on which Chatra does this.</summary>
    private async Task FailAsync(string key, JsonObject fault, string text, CancellationToken cancellationToken)
    {
        await DoAsync("faults", fault, cancellationToken);
        await PostAsync(key, Visitor, text, cancellationToken);
    }

    private Task PostAsync(string key, string clientId, string text, CancellationToken cancellationToken) => _functions.DoAsync(
        With(HttpMethod.Post, "api/messages", new JsonObject { ["key"] = key, ["clientId"] = clientId, ["text"] = text }), cancellationToken);

    private Task DoAsync(string path, JsonObject? body, CancellationToken cancellationToken) =>
        _chatra.DoAsync(With(HttpMethod.Post, $"_simulator/{path}", body ?? []), cancellationToken);

    private async Task UntilAsync(Func<JsonNode, bool> isSo, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        do
        {
            if (TimeProvider.System.GetElapsedTime(start) > Patience)
                throw new Trouble("What should have happened for the pictures did not, in two minutes.");

            await Task.Delay(Pause, cancellationToken); // First of all: what was told takes a moment to be counted.
        }
        while (await _functions.GetAsync("api/status", cancellationToken) is var status && !(IsTaken(status) && isSo(status)));
    }

    private static bool IsTaken(JsonNode status) =>
        status.Child("queues").Child("order-events").Number("depth") + status.Child("queues").Child("chatra-events").Number("depth") == 0;

    private static HttpRequestMessage With(HttpMethod method, string path, JsonObject body, string contentType = "application/json") =>
        new(method, path) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, contentType) };
}
