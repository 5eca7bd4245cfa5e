using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenTelemetry.Exporter;

namespace ChatraFunctions.Telemetry;

/// <summary>Composes what is measured, and where it goes.</summary>
internal static class TelemetryServices
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string Protocol = "OTEL_EXPORTER_OTLP_PROTOCOL";
    private const string ServiceName = "OTEL_SERVICE_NAME";

    /// <summary>For every stage that counts something; once is enough.</summary>
    public static IServiceCollection AddChatraMeter(this IServiceCollection services)
    {
        services.AddMetrics();
        services.TryAddSingleton<ChatraMeter>();
        return services;
    }

    /// <exception cref="SettingException">A setting makes no sense; the message names it.</exception>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddChatraMeter().AddSingleton(Settings.Read<TelemetryOptions>(configuration, TelemetryOptions.Section)).AddSingleton<StatusGauges>();
        var protocol = ReadProtocol(configuration[Protocol]);
        var serviceName = configuration[ServiceName] is { Length: > 0 } name ? name : "chatra-functions";
        return configuration[Endpoint] is { Length: > 0 } address && ReadEndpoint(address) is var endpoint
            ? services.AddHostedService(_ => new OtlpExport(endpoint, protocol, serviceName))
            : services;
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
