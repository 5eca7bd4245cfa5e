using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace ChatraFunctions.Core.Tests.Telemetry;

/// <summary>Takes what an exporter sends by OTLP over HTTP, and keeps it as it came.</summary>
internal sealed class OtlpCollector : IAsyncDisposable
{
    private readonly MemoryStream _metrics = new();
    private readonly MemoryStream _traces = new();
    private readonly WebApplication _app;

    private OtlpCollector()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(KeepAsync);
    }

    public string Address => _app.Urls.Single();

    public byte[] Metrics => Read(_metrics);

    public byte[] Traces => Read(_traces);

    public static async Task<OtlpCollector> StartAsync()
    {
        var collector = new OtlpCollector();
        await collector._app.StartAsync(TestContext.Current.CancellationToken);
        return collector;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task KeepAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var kept = context.Request.Path == "/v1/metrics" ? _metrics : _traces;
        lock (kept)
            kept.Write(body.ToArray());
    }

    private static byte[] Read(MemoryStream kept)
    {
        lock (kept)
            return kept.ToArray();
    }
}
