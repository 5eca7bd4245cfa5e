using ChatraFunctions.Erasure;
using ChatraFunctions.Queues;
using ChatraFunctions.Storage;
using ChatraFunctions.Telemetry;
using ChatraFunctions.Transcripts.Export;
using ChatraFunctions.Transcripts.Listing;
using ChatraFunctions.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace ChatraFunctions.Transcripts;

/// <summary>What stores conversations and reads them back.</summary>
internal static class TranscriptServices
{
    /// <summary>Asks for a <see cref="StorageAccount"/> and for what <see cref="WebhookServices.AddWebhooks"/> registers.</summary>
    public static IServiceCollection AddTranscripts(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddChatraMeter();
        services.AddTombstones();
        services.AddSingleton<TranscriptTable>();
        services.AddSingleton<ChatIndex>();
        services.AddSingleton<TranscriptWriter>();
        services.AddSingleton(provider => new ChatEventStore(
            provider.GetRequiredKeyedService<EnvelopeQueue>(QueueNames.ChatraEvents),
            provider.GetRequiredService<TranscriptWriter>(),
            provider.GetServices<IChatEventObserver>(),
            provider.GetRequiredService<UnknownEvents>(),
            provider.GetRequiredService<Tombstones>(),
            provider.GetRequiredService<ChatraMeter>(),
            provider.GetRequiredService<ILogger<ChatEventStore>>()));
        services.AddSingleton(provider => new ChatReader(
            provider.GetRequiredService<TranscriptTable>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<TranscriptScan>();
        services.AddSingleton(provider => new ChatLister(provider.GetRequiredService<ChatIndex>()));
        services.AddSingleton(provider => new ChatSearch(
            provider.GetRequiredService<ChatLister>(), provider.GetRequiredService<TranscriptScan>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new ChatExport(provider.GetRequiredService<ChatIndex>(), provider.GetRequiredService<TranscriptScan>()));
        return services;
    }
}
