using Microsoft.Extensions.DependencyInjection;

namespace ChatraFunctions.Queues.Poison;

/// <summary>Composes what shows, replays and removes poison messages.</summary>
internal static class PoisonServices
{
    public static IServiceCollection AddPoison(this IServiceCollection services) => services
        .AddSingleton<FailureNotes>()
        .AddSingleton<PoisonReader>()
        .AddSingleton<PoisonReplay>();
}
