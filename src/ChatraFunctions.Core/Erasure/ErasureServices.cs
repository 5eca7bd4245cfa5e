using ChatraFunctions.Outbox;
using ChatraFunctions.Storage;
using ChatraFunctions.Transcripts;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChatraFunctions.Erasure;

/// <summary>Composes what forgets.</summary>
internal static class ErasureServices
{
    /// <summary>What an event's way into the tables needs.</summary>
    public static IServiceCollection AddTombstones(this IServiceCollection services) => services
        .AddSingleton<ErasureTable>()
        .AddSingleton<ErasureQueue>()
        .AddSingleton<Tombstones>()
        .AddHostedService<TombstoneWatch>()
        .AddSingleton(provider => new ErasedOrders(provider.GetRequiredService<ErasureTable>(), provider.GetRequiredService<Tombstones>()));

    /// <exception cref="SettingException">A setting of section <c>Retention</c> makes no sense.</exception>
    public static IServiceCollection AddErasure(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(Settings.Read<RetentionOptions>(configuration, RetentionOptions.Section))
        .AddSingleton<ChatEraser>()
        .AddSingleton<DeliveryEraser>()
        .AddSingleton<PersonRows>()
        .AddSingleton<Identities>()
        .AddSingleton<OrderEraser>()
        .AddSingleton<PersonPayloads>()
        .AddSingleton<PayloadEraser>()
        .AddSingleton<ExpiredChats>()
        .AddSingleton(provider => new ErasureWork(
            provider.GetRequiredService<ErasureQueue>(),
            provider.GetRequiredService<ErasureTable>(),
            provider.GetRequiredService<Identities>(),
            provider.GetRequiredService<ChatEraser>(),
            provider.GetRequiredService<DeliveryEraser>(),
            provider.GetRequiredService<OrderEraser>(),
            provider.GetRequiredService<PersonRows>(),
            provider.GetRequiredService<PayloadEraser>(),
            provider.GetRequiredService<ExpiredChats>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ErasureWork>>()))
        .AddSingleton(provider => new Erasures(
            provider.GetRequiredService<ErasureTable>(),
            provider.GetRequiredService<ErasureQueue>(),
            provider.GetRequiredService<Tombstones>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<Erasures>>()))
        .AddSingleton(provider => new Retention(
            provider.GetRequiredService<ErasureQueue>(),
            provider.GetRequiredService<RetentionOptions>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<Retention>>()))
        .AddSingleton(provider => new PersonExport(
            provider.GetRequiredService<StorageAccount>(),
            provider.GetRequiredService<PersonRows>(),
            provider.GetRequiredService<Identities>(),
            provider.GetRequiredService<PersonPayloads>(),
            provider.GetRequiredService<Deliveries>(),
            provider.GetRequiredService<TranscriptScan>()));
}
