using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ChatraFunctions.Core.Tests.Outbox;

/// <summary>A Chatra that answers as it is told, request by request, and takes every message when it is told nothing.</summary>
internal sealed class ScriptedChatra : IAsyncDisposable
{
    private readonly ConcurrentQueue<Func<HttpContext, Task>> _script = new();
    private readonly ConcurrentQueue<JsonElement> _requests = new();
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ConcurrentQueue<string> _traceparents = new();
    private readonly WebApplication _app;
    private int _sent;

    private ScriptedChatra()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    /// <summary>The bodies of all requests, in order of arrival.</summary>
    public IReadOnlyList<JsonElement> Requests => [.. _requests];

    /// <summary>Method and path of all requests, in order of arrival.</summary>
    public IReadOnlyList<string> Lines => [.. _lines];

    /// <summary>What was asked for, in order of arrival: <c>POST: text</c>, <c>PUT chatra-1: new text</c>, <c>DELETE chatra-1</c>.</summary>
    public IReadOnlyList<string> Calls =>
    [
        .. _lines.Zip(_requests, (line, body) =>
            line.Replace("/pushedMessages/", "", StringComparison.Ordinal).TrimEnd() + (body.TryGetProperty("text", out var text) ? $": {text.GetString()}" : "")),
    ];

    /// <summary>The W3C trace context of all requests, in order of arrival.</summary>
    public IReadOnlyList<string> Traceparents => [.. _traceparents];

    public static async Task<ScriptedChatra> StartAsync()
    {
        var chatra = new ScriptedChatra();
        await chatra._app.StartAsync();
        var addresses = chatra._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        chatra.Address = new Uri(addresses.Single());
        return chatra;
    }

    /// <summary>The next request is answered so, in Chatra's documented shape of an error.</summary>
    public void AnswersNext(int status, string message = "", string? retryAfter = null) => _script.Enqueue(context =>
    {
        context.Response.StatusCode = status;
        if (retryAfter is not null)
            context.Response.Headers.RetryAfter = retryAfter;
        return context.Response.WriteAsJsonAsync(new { status, message });
    });

    /// <summary>The next request is taken, and answered with what is no JSON.</summary>
    public void GarblesNextAnswer() => _script.Enqueue(context =>
    {
        Interlocked.Increment(ref _sent);
        return context.Response.WriteAsync("<html>OK</html>");
    });

    /// <summary>The next request is taken, and its answer lost.</summary>
    public void LosesNextAnswer() => _script.Enqueue(LoseAsync);

    /// <summary>The next request is held until the returned source is completed, and then taken.</summary>
    public TaskCompletionSource HoldsNext() => HoldsNext(TakeAsync);

    /// <summary>The next request is held until the returned source is completed, and then refused.</summary>
    public TaskCompletionSource HoldsNext(int status) => HoldsNext(context =>
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new { status, message = "" });
    });

    /// <summary>The next request is held until the returned source is completed, and then taken without an answer.</summary>
    public TaskCompletionSource HoldsNextAndLosesItsAnswer() => HoldsNext(LoseAsync);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new StreamReader(context.Request.Body);
        var json = await body.ReadToEndAsync(context.RequestAborted);
        _traceparents.Enqueue(context.Request.Headers.TraceParent.ToString());
        _lines.Enqueue($"{context.Request.Method} {context.Request.Path}");
        _requests.Enqueue(JsonSerializer.Deserialize<JsonElement>(json.Length > 0 ? json : "{}"));
        await (_script.TryDequeue(out var next) ? next(context) : TakeAsync(context));
    }

    private TaskCompletionSource HoldsNext(Func<HttpContext, Task> then)
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _script.Enqueue(async context =>
        {
            await gate.Task;
            await then(context);
        });
        return gate;
    }

    private Task LoseAsync(HttpContext context)
    {
        Interlocked.Increment(ref _sent);
        context.Abort();
        return Task.CompletedTask;
    }

    private Task TakeAsync(HttpContext context)
    {
        var id = context.Request.Method == "POST" ? $"chatra-{Interlocked.Increment(ref _sent)}" : context.Request.Path.Value!.Split('/')[^1];
        return context.Response.WriteAsJsonAsync(new { id, type = "agent", isPushed = true });
    }
}
