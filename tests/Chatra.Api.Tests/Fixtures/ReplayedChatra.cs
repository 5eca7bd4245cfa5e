using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Chatra.Api.Tests.Fixtures;

/// <summary>A server that gives one answer to everything and remembers what was asked.</summary>
internal sealed class ReplayedChatra : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly List<Request> _requests = [];

    private ReplayedChatra(RequestDelegate answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(async context =>
        {
            using var body = new StreamReader(context.Request.Body);
            var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
            var request = new Request(
                context.Request.Method, target, await body.ReadToEndAsync(), context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString()));
            lock (_requests)
                _requests.Add(request);
            await answer(context);
        });
    }

    public string Root => _app.Urls.Single();

    public string BaseUrl => $"{Root}/api/";

    public IReadOnlyList<Request> Requests
    {
        get
        {
            lock (_requests)
                return [.. _requests];
        }
    }

    public static async Task<ReplayedChatra> StartAsync(RequestDelegate answer)
    {
        var replayed = new ReplayedChatra(answer);
        await replayed._app.StartAsync(TestContext.Current.CancellationToken);
        return replayed;
    }

    public static Task<ReplayedChatra> StartAsync(int status, string body, params (string Name, string Value)[] headers) =>
        StartAsync(context =>
        {
            context.Response.StatusCode = status;
            foreach (var (name, value) in headers)
                context.Response.Headers[name] = value;
            return context.Response.WriteAsync(body);
        });

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    internal sealed record Request(string Method, string Target, string Body, IReadOnlyDictionary<string, string> Headers);
}
