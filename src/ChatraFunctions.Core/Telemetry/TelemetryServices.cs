using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChatraFunctions.Telemetry;

/// <summary>Composes what is measured, and where it goes.</summary>
internal static class TelemetryServices
{
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
        var otlp = OtlpDestination.Read(configuration);
        var insights = InsightsDestination.Read(configuration);
        var serviceName = configuration[ServiceName] is { Length: > 0 } name ? name : "chatra-functions";
        return otlp is null && insights is null ? services : services.AddHostedService(_ => new TelemetryExport(serviceName, otlp, insights));
    }
}
