using Microsoft.Extensions.Configuration;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace ChatraFunctions.Telemetry;

/// <summary>An OTLP collector. Headers, compression and intervals are the standard <c>OTEL_…</c> environment variables.</summary>
internal sealed class OtlpDestination
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string Protocol = "OTEL_EXPORTER_OTLP_PROTOCOL";

    private readonly Uri _endpoint;
    private readonly OtlpExportProtocol _protocol;

    private OtlpDestination(Uri endpoint, OtlpExportProtocol protocol) => (_endpoint, _protocol) = (endpoint, protocol);

    /// <returns>Null when no collector is named.</returns>
    /// <exception cref="SettingException">A setting makes no sense; the message names it.</exception>
    public static OtlpDestination? Read(IConfiguration configuration)
    {
        var protocol = ReadProtocol(configuration[Protocol]);
        return configuration[Endpoint] is { Length: > 0 } address ? new OtlpDestination(ReadEndpoint(address), protocol) : null;
    }

    public void AddTo(MeterProviderBuilder metrics) => metrics.AddOtlpExporter(options => Configure(options, "v1/metrics"));

    public void AddTo(TracerProviderBuilder traces) => traces.AddOtlpExporter(options => Configure(options, "v1/traces"));

    /// <summary>Given in code, the address of the HTTP protocol is that of one signal.</summary>
    private void Configure(OtlpExporterOptions options, string path)
    {
        options.Protocol = _protocol;
        options.Endpoint = _protocol == OtlpExportProtocol.Grpc ? _endpoint : new Uri($"{_endpoint.AbsoluteUri.TrimEnd('/')}/{path}");
    }

    private static Uri ReadEndpoint(string address) => Uri.TryCreate(address, UriKind.Absolute, out var endpoint) && (endpoint.Scheme is "http" or "https")
        ? endpoint
        : throw new SettingException($"{Endpoint}: must be an absolute http or https address");

    private static OtlpExportProtocol ReadProtocol(string? name) => name switch
    {
        null or "" or "grpc" => OtlpExportProtocol.Grpc,
        "http/protobuf" => OtlpExportProtocol.HttpProtobuf,
        _ => throw new SettingException($"{Protocol}: must be grpc or http/protobuf"),
    };
}
