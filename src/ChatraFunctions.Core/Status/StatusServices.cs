using Microsoft.Extensions.DependencyInjection;

namespace ChatraFunctions.Status;

/// <summary>Composes what operators look at.</summary>
internal static class StatusServices
{
    public static IServiceCollection AddStatus(this IServiceCollection services) => services
        .AddSingleton<StatusReader>()
        .AddSingleton<HealthCheck>();
}
