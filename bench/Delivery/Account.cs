using System.Net.Http.Json;
using ChatraFunctions.Simulator;
using Microsoft.AspNetCore.Builder;

namespace Delivery.Bench;

/// <summary>A simulated account with a strict sliding window, and what it saw.</summary>
internal sealed class Account : IAsyncDisposable
{
    public const string PublicKey = "bench-public-key";
    public const string SecretKey = "bench-secret-key";

    private readonly WebApplication _app;
    private readonly HttpClient _http;

    private Account(WebApplication app)
    {
        _app = app;
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(app.Urls.Single()) };
        _http.DefaultRequestHeaders.Authorization = new("Chatra.Simple", $"{PublicKey}:{SecretKey}");
    }

    public string BaseUrl => $"{_app.Urls.Single()}/api/";

    public static async Task<Account> StartAsync(int requestsPerMinute)
    {
        var app = SimulatorApp.Build(
            new SimulatorOptions { Port = 0, RequestsPerMinute = requestsPerMinute, PublicKey = PublicKey, SecretKey = SecretKey }, TimeProvider.System);
        await app.StartAsync();
        return new Account(app);
    }

    /// <returns>Null when it was taken; how long to wait when it was refused.</returns>
    public async Task<TimeSpan?> PushAsync(string text, CancellationToken cancellationToken)
    {
        using var answer = await _http.PostAsJsonAsync("api/pushedMessages/", new { clientId = "visitor", text }, cancellationToken);
        return answer.IsSuccessStatusCode ? null : answer.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(60);
    }

    /// <summary>A request of somebody else: a look-up, so that it is told apart from the messages.</summary>
    public async Task LookUpAsync(CancellationToken cancellationToken)
    {
        using var answer = await _http.GetAsync("api/pushedMessages/unknown", cancellationToken);
    }

    public async Task<IReadOnlyList<Request>> RequestsAsync() => (await _http.GetFromJsonAsync<Journal>("_simulator/requests"))!.Requests;

    public async Task<IReadOnlyList<string>> TextsAsync() =>
        [.. (await _http.GetFromJsonAsync<Mailbox>("_simulator/messages"))!.Messages.Select(message => message.Text)];

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    internal sealed record Request(DateTimeOffset At, string Method, int? Status);

    private sealed record Journal(IReadOnlyList<Request> Requests);

    private sealed record Message(string Text);

    private sealed record Mailbox(IReadOnlyList<Message> Messages);
}
