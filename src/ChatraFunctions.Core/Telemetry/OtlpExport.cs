using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ChatraFunctions.Telemetry;

/// <summary>
/// Sends metrics and traces to an OTLP collector while the host runs, and the rest when it stops. Headers, compression and
/// intervals are the standard <c>OTEL_…</c> environment variables.
/// </summary>
/// <param name="endpoint">As <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> gives it: without the path of a signal.</param>
/// <param name="protocol">As <c>OTEL_EXPORTER_OTLP_PROTOCOL</c> says.</param>
/// <param name="serviceName">What the collector sees.</param>
internal sealed class OtlpExport(Uri endpoint, OtlpExportProtocol protocol, string serviceName) : IHostedService, IDisposable
{
    private MeterProvider? _metrics;
    private TracerProvider? _traces;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var resource = ResourceBuilder.CreateDefault().AddService(serviceName);
        _metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(ChatraMeter.Name)
            .AddOtlpExporter(options => Configure(options, "v1/metrics"))
            .Build();
        _traces = Sampled(Sdk.CreateTracerProviderBuilder())
            .SetResourceBuilder(resource)
            .AddSource(ChatraMeter.Name) // Not System.Net.Http: the addresses of rows hold the ids of customers and visitors.
            .AddOtlpExporter(options => Configure(options, "v1/traces"))
            .Build();
        return Task.CompletedTask;
    }

    /// <summary>What is left goes out when the host disposes of its services, after the last function has ended.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
    }

    /// <summary>
    /// Everything, unless the environment says otherwise. The SDK's own default goes by the parent, and that is often the host's activity of
    /// the request, which is there for the log only and not marked as recorded: no trace would be left.
    /// </summary>
    private static TracerProviderBuilder Sampled(TracerProviderBuilder traces) =>
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("OTEL_TRACES_SAMPLER")) ? traces.SetSampler(new AlwaysOnSampler()) : traces;

    /// <summary>Given in code, the address of the HTTP protocol is that of one signal.</summary>
    private void Configure(OtlpExporterOptions options, string path)
    {
        options.Protocol = protocol;
        options.Endpoint = protocol == OtlpExportProtocol.Grpc ? endpoint : new Uri($"{endpoint.AbsoluteUri.TrimEnd('/')}/{path}");
    }
}
