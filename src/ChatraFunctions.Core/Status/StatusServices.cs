using ChatraFunctions.Secrets;
using ChatraFunctions.Status.Deep;
using ChatraFunctions.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChatraFunctions.Status;

/// <summary>Composes what operators look at.</summary>
internal static class StatusServices
{
    public static IServiceCollection AddStatus(this IServiceCollection services) => services
        .AddSingleton<StatusReader>()
        .AddSingleton<HealthCheck>()
        .AddSingleton<ChatraCheck>()
        .AddSingleton(provider => new DeepCheck(
            [
                .. StorageChecks.Of(provider.GetRequiredService<StorageAccount>()),
                VaultCheck.Of(provider.GetRequiredService<ISecretHealth>()),
                provider.GetRequiredService<ChatraCheck>().ToCheck(),
            ],
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<DeepCheck>>()));
}
