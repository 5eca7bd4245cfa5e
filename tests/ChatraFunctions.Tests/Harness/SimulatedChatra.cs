using System.Net.Http.Json;
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

    private SimulatedChatra(int requestsPerMinute)
    {
        var options = new SimulatorOptions { Port = 0, RequestsPerMinute = requestsPerMinute, PublicKey = PublicKey, SecretKey = SecretKey };
        _app = SimulatorApp.Build(options, TimeProvider.System);
        _app.Use(AroundAsync);
        _control = new HttpClient(new SocketsHttpHandler { UseProxy = false });
    }

    /// <summary>Called before a request to the API takes effect; true: it never does, and the connection is closed.</summary>
    public Func<Task<bool>>? BeforeRequest { get; set; }

    /// <summary>Called when it took effect and the app does not know yet; true: it never will.</summary>
    public Func<Task<bool>>? AfterRequest { get; set; }

    public string BaseUrl => $"{_app.Urls.Single()}/api/";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<SimulatedChatra> StartAsync(int requestsPerMinute = 6000)
    {
        var chatra = new SimulatedChatra(requestsPerMinute);
        await chatra._app.StartAsync(Cancellation);
        chatra._control.BaseAddress = new Uri($"{chatra._app.Urls.Single()}/_simulator/");
        return chatra;
    }

    public async Task<IReadOnlyList<ReceivedMessage>> MessagesAsync() =>
        (await _control.GetFromJsonAsync<Mailbox>("messages", Cancellation))!.Messages;

    public async Task<IReadOnlyList<ReceivedMessage>> MessagesAsync(string clientId) =>
        [.. (await MessagesAsync()).Where(message => message.ClientId == clientId)];

    /// <summary>Lets the next requests go wrong; see the simulator's <c>Fault</c>.</summary>
    public async Task FaultAsync(object fault) => (await _control.PostAsJsonAsync("faults", fault, Cancellation)).EnsureSuccessStatusCode();

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

        if (BeforeRequest is { } before && await before())
        {
            context.Abort();
            return;
        }

        var answer = await HeldBackAsync(context, next);
        if (AfterRequest is { } after && await after())
            context.Abort();
        else
            await answer.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    /// <summary>No byte of the answer leaves before the hook was called.</summary>
    private static async Task<MemoryStream> HeldBackAsync(HttpContext context, RequestDelegate next)
    {
        var (body, held) = (context.Response.Body, new MemoryStream());
        context.Response.Body = held;
        await next(context);
        context.Response.Body = body;
        held.Position = 0;
        return held;
    }

    internal sealed record ReceivedMessage(string Id, string ClientId, string Text, DateTimeOffset ReceivedAt);

    private sealed record Mailbox(IReadOnlyList<ReceivedMessage> Messages);
}
