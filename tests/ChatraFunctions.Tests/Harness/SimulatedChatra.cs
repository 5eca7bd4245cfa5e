using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ChatraFunctions.Simulator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ChatraFunctions.Tests.Harness;

/// <summary>A Chatra of the test's own: what it received, faults to order, and hooks around its API.</summary>
internal sealed class SimulatedChatra : IAsyncDisposable
{
    public const string PublicKey = "pk-Q7dT2nLwZs9v";
    public const string SecretKey = "sk-4fXhG8mBcRk1YpWe";

    private readonly WebApplication _app;
    private readonly HttpClient _control;

    private SimulatedChatra(SimulatorOptions options)
    {
        _app = SimulatorApp.Build(options, TimeProvider.System);
        _app.Use(AroundAsync);
        _control = new HttpClient(new SocketsHttpHandler { UseProxy = false });
    }

    /// <summary>
    /// Called for each request to the API with what makes it take effect; true: its answer never arrives.
    /// </summary>
    public Func<Func<Task>, Task<bool>>? Around { get; set; }

    public string BaseUrl => $"{_app.Urls.Single()}/api/";

    /// <summary>Where its pages are, without a slash at the end.</summary>
    public string Address => _app.Urls.Single();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static Task<SimulatedChatra> StartAsync() =>
        StartAsync(new SimulatorOptions { Port = 0, RequestsPerMinute = 6000, PublicKey = PublicKey, SecretKey = SecretKey });

    public static async Task<SimulatedChatra> StartAsync(SimulatorOptions options)
    {
        var chatra = new SimulatedChatra(options);
        await chatra._app.StartAsync(Cancellation);
        chatra._control.BaseAddress = new Uri($"{chatra._app.Urls.Single()}/_simulator/");
        return chatra;
    }

    public async Task<IReadOnlyList<ReceivedMessage>> MessagesAsync() =>
        (await _control.GetFromJsonAsync<Mailbox>("messages", Cancellation))!.Messages;

    public async Task<IReadOnlyList<ReceivedMessage>> MessagesAsync(string clientId) =>
        [.. (await MessagesAsync()).Where(message => message.ClientId == clientId)];

    /// <summary>Every request to the API in order of arrival, whatever became of it.</summary>
    public async Task<IReadOnlyList<ReceivedRequest>> RequestsAsync() =>
        (await _control.GetFromJsonAsync<Journal>("requests", Cancellation))!.Requests;

    /// <summary>Lets the next requests go wrong; see the simulator's <c>Fault</c>.</summary>
    public async Task FaultAsync(object fault) => (await _control.PostAsJsonAsync("faults", fault, Cancellation)).EnsureSuccessStatusCode();

    /// <summary>Webhooks go to the app from now on, shuffled and repeated by chance of this seed; null leaves them in order.</summary>
    public async Task EmitToAsync(Api app, int? disorder = null) => (await _control.PutAsJsonAsync(
        "webhooks", new { address = app.Address("webhooks/chatra"), fragmentDelay = 0.2, disorder }, Cancellation)).EnsureSuccessStatusCode();

    /// <summary>The storefront is this app's from now on.</summary>
    public async Task SellForAsync(Api app, string secret) => (await _control.PutAsJsonAsync(
        "shop", new { app = app.Address("").GetLeftPart(UriPartial.Authority), secret }, Cancellation)).EnsureSuccessStatusCode();

    /// <summary>What the control surface has a visitor or an agent do.</summary>
    public async Task DoAsync(string path, object? body = null) =>
        (await _control.PostAsync(path, body is null ? null : JsonContent.Create(body), Cancellation)).EnsureSuccessStatusCode();

    /// <summary>A chat as the simulator holds it.</summary>
    public async Task<JsonObject> ChatAsync(string clientId) =>
        (await _control.GetFromJsonAsync<JsonObject>($"chats/{Uri.EscapeDataString(clientId)}", Cancellation))!;

    /// <summary>The events, once none is on its way.</summary>
    public Task<JsonArray> EventsAsync() => Eventually.GetAsync(
        async () => await _control.GetFromJsonAsync<JsonObject>("webhooks", Cancellation) is { } record && record["pending"]!.GetValue<int>() == 0
            ? record["deliveries"]!.AsArray()
            : null,
        "all webhooks are through");

    public async ValueTask DisposeAsync()
    {
        _control.Dispose();
        await _app.DisposeAsync();
    }

    private async Task AroundAsync(HttpContext context, RequestDelegate next)
    {
        if (!context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
        {
            await next(context);
            return;
        }

        // No byte of the answer leaves before it is known whether it may.
        var (body, held) = (context.Response.Body, new MemoryStream());
        context.Response.Body = held;
        var isLost = Around is { } around && await around(() => next(context));
        context.Response.Body = body;
        if (isLost)
            context.Abort();
        else if (Around is null)
            await next(context);
        else
            await context.Response.Body.WriteAsync(held.ToArray(), context.RequestAborted);
    }

    internal sealed record ReceivedMessage(string Id, string ClientId, string Text, DateTimeOffset ReceivedAt);

    internal sealed record ReceivedRequest(DateTimeOffset At, string Method, string Path, int? Status);

    private sealed record Journal(IReadOnlyList<ReceivedRequest> Requests);

    private sealed record Mailbox(IReadOnlyList<ReceivedMessage> Messages);
}
