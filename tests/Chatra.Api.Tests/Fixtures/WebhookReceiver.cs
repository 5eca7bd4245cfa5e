using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Chatra.Api.Tests.Fixtures;

/// <summary>Where the simulator's webhooks arrive: an endpoint that answers as it is told to.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<ChatraEvent> _events = Channel.CreateUnbounded<ChatraEvent>();

    private WebhookReceiver(WebApplication app)
    {
        _app = app;
        app.Run(ReceiveAsync);
    }

    public string Address => $"{_app.Urls.Single()}/hook?code=secret";

    /// <summary>The status of each answer; 202 by default.</summary>
    public Func<int> Status { get; set; } = () => StatusCodes.Status202Accepted;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<WebhookReceiver> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        var receiver = new WebhookReceiver(builder.Build());
        await receiver._app.StartAsync(Cancellation);
        return receiver;
    }

    /// <summary>The next one that was taken, read as every webhook is.</summary>
    public async Task<T> NextAsync<T>()
        where T : ChatraEvent
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        return (await _events.Reader.ReadAsync(patience.Token)).ShouldBeOfType<T>();
    }

    public bool HasMore => _events.Reader.TryPeek(out _);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        context.Response.StatusCode = Status();
        if (context.Response.StatusCode == StatusCodes.Status202Accepted)
            _events.Writer.TryWrite(ChatraWebhook.Parse(body.ToArray()));
    }
}
