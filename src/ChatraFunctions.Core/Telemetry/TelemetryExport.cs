using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ChatraFunctions.Telemetry;

/// <summary>Sends metrics, and traces where somebody takes them, while the host runs, and the rest when it stops.</summary>
/// <param name="serviceName">What the receivers see.</param>
/// <param name="otlp">A collector of both.</param>
/// <param name="insights">Takes the metrics: Azure's logs of each call come from the platform.</param>
internal sealed class TelemetryExport(string serviceName, OtlpDestination? otlp, InsightsDestination? insights) : IHostedService, IDisposable
{
    private MeterProvider? _metrics;
    private TracerProvider? _traces;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var resource = ResourceBuilder.CreateDefault().AddService(serviceName);
        var metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(ChatraMeter.Name);
        otlp?.AddTo(metrics);
        insights?.AddTo(metrics);
        _metrics = metrics.Build();
        if (otlp is null)
            return Task.CompletedTask;

        var traces = Sampled(Sdk.CreateTracerProviderBuilder())
            .SetResourceBuilder(resource)
            .AddSource(ChatraMeter.Name); // Not System.Net.Http: the addresses of rows hold the ids of customers and visitors.
        otlp.AddTo(traces);
        _traces = traces.Build();
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
}
