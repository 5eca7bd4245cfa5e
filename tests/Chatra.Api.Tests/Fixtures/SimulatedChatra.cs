using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using ChatraFunctions.Simulator;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Chatra.Api.Tests.Fixtures;

/// <summary>The simulator on a free port, its control surface in C#, and a plain HTTP client with the account's keys.</summary>
internal sealed class SimulatedChatra : IAsyncDisposable
{
    private readonly WebApplication _app;

    private SimulatedChatra(WebApplication app)
    {
        _app = app;
        var root = app.Urls.Single();
        BaseUrl = $"{root}/api/";
        Control = new HttpClient { BaseAddress = new Uri($"{root}/_simulator/") };
        Http = new HttpClient { BaseAddress = new Uri(BaseUrl) };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Chatra.Simple", $"{Keys.Public}:{Keys.Secret}");
    }

    public string BaseUrl { get; }

    public HttpClient Control { get; }

    public HttpClient Http { get; }

    /// <summary>What the account holds, to put in what only visitors can.</summary>
    public T Inside<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<SimulatedChatra> StartAsync(TimeProvider? time = null, int requestsPerMinute = 1000, int newsWait = 25)
    {
        var options = new SimulatorOptions
        {
            NewsWait = TimeSpan.FromSeconds(newsWait),
            Port = 0,
            RequestsPerMinute = requestsPerMinute,
            PublicKey = Keys.Public,
            SecretKey = Keys.Secret,
        };
        var app = SimulatorApp.Build(options, time ?? TimeProvider.System);
        await app.StartAsync(Cancellation);
        return new SimulatedChatra(app);
    }

    public async Task<HeldMessages> MessagesAsync() => (await Control.GetFromJsonAsync<HeldMessages>("messages", Cancellation))!;

    public async Task<Journal> RequestsAsync() => (await Control.GetFromJsonAsync<Journal>("requests", Cancellation))!;

    public async Task FaultAsync(object fault) => (await Control.PostAsJsonAsync("faults", fault, Cancellation)).EnsureSuccessStatusCode();

    public Task<HttpResponseMessage> PostAsync(string path, string json) =>
        Http.PostAsync(path, new StringContent(json, Encoding.UTF8, "application/json"), Cancellation);

    public Task<HttpResponseMessage> PutAsync(string path, string json) =>
        Http.PutAsync(path, new StringContent(json, Encoding.UTF8, "application/json"), Cancellation);

    /// <summary>Ends when as many requests have arrived, whether answered or not.</summary>
    public async Task ArrivedAsync(int count)
    {
        while ((await RequestsAsync()).Count < count)
            await Task.Delay(10, Cancellation);
    }

    public Task StopAsync() => _app.StopAsync(Cancellation);

    public async ValueTask DisposeAsync()
    {
        Control.Dispose();
        Http.Dispose();
        await _app.DisposeAsync();
    }

    internal sealed record HeldMessages(IReadOnlyList<HeldMessage> Messages);

    internal sealed record HeldMessage(
        string Id,
        string ClientId,
        string Text,
        string AgentId,
        string? GroupId,
        long CreatedAt,
        DateTimeOffset ReceivedAt,
        DateTimeOffset? EditedAt,
        DateTimeOffset? DeletedAt,
        string Type = "agent",
        bool IsPushed = true,
        string? ReceivedFrom = null);

    internal sealed record Journal(int Count, int RateLimited, int LargestWindow, IReadOnlyList<Arrival> Requests);

    internal sealed record Arrival(DateTimeOffset At, string Method, string Path, int? Status, string? Fault);
}
