using ChatraFunctions.Storage;
using ChatraFunctions.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChatraFunctions.Queues;

/// <summary>Composes the queues of envelopes, each under its own name.</summary>
internal static class QueueServices
{
    public static IServiceCollection AddEnvelopeQueue(this IServiceCollection services, string name) => services
        .AddChatraMeter()
        .AddKeyedSingleton(name, (provider, _) =>
        {
            var account = provider.GetRequiredService<StorageAccount>();
            return new EnvelopeQueue(account.Queue(name), account.Container(ContainerNames.Payloads));
        })
        .AddKeyedSingleton(name, (provider, _) => new DurableQueue(
            provider.GetRequiredKeyedService<EnvelopeQueue>(name),
            provider.GetRequiredService<ChatraMeter>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<DurableQueue>>()));
}
