using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Chatra.Api.Tests.Fixtures;

/// <summary>A visitor and an agent of the simulator, and where its webhooks arrive.</summary>
internal sealed class Conversation : IAsyncDisposable
{
    public const string Visitor = "visitor-1";
    public const string Julia = "bnRzp4CioKudG4aHm";
    public const string Liz = "d9nKoegKSjmCtyK78";

    private Conversation(SimulatedChatra chatra, WebhookReceiver webhooks) => (Chatra, Webhooks) = (chatra, webhooks);

    public SimulatedChatra Chatra { get; }

    public WebhookReceiver Webhooks { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<Conversation> StartAsync(double fragmentDelay = 0, int? disorder = null, TimeProvider? time = null)
    {
        var chat = new Conversation(await SimulatedChatra.StartAsync(time), await WebhookReceiver.StartAsync());
        await chat.SetAsync(new { address = chat.Webhooks.Address, fragmentDelay, disorder });
        return chat;
    }

    public async Task SetAsync(object settings) =>
        (await Chatra.Control.PutAsJsonAsync("webhooks", settings, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

    public Task ArriveAsync(object? details = null) => PostAsync($"visitors/{Visitor}/arrive", details ?? new { });

    public Task AskAsync(string text) => PostAsync($"visitors/{Visitor}/say", new { text });

    public Task AnswerAsync(string text, string agent = Julia) => PostAsync($"agents/{agent}/say", new { clientId = Visitor, text });

    public Task TriggerAsync(string text) => PostAsync($"agents/{Julia}/trigger", new { clientId = Visitor, text });

    public Task<PushedMessage> PushAsync(string text) =>
        Client.For(Chatra.BaseUrl).PushedMessages.CreateAsync(new(Visitor, text, AgentId: Liz), Cancellation);

    public Task ReadAsync() => PostAsync($"visitors/{Visitor}/read");

    public Task ReadAsAgentAsync() => PostAsync($"agents/{Julia}/read", new { clientId = Visitor });

    public Task LeaveAsync() => PostAsync($"visitors/{Visitor}/leave");

    public Task LeaveAsAgentAsync(string agent) => PostAsync($"agents/{agent}/leave", new { clientId = Visitor });

    public async Task<JsonObject> RecordAsync() => (await Chatra.Control.GetFromJsonAsync<JsonObject>("webhooks", Cancellation))!;

    /// <summary>The record once nothing is on its way.</summary>
    public async Task<JsonObject> SettledAsync()
    {
        while (true)
        {
            if (await RecordAsync() is var record && (int)record["pending"]! == 0)
                return record;
            await Task.Delay(20, Cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Chatra.DisposeAsync();
        await Webhooks.DisposeAsync();
    }

    private async Task PostAsync(string path, object? body = null)
    {
        using var answer = await Chatra.Control.PostAsync(path, body is null ? null : JsonContent.Create(body), Cancellation);
        answer.IsSuccessStatusCode.ShouldBeTrue($"{path}: {answer.StatusCode}");
    }
}
