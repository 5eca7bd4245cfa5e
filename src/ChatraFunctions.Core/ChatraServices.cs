using ChatraFunctions.Customers;
using ChatraFunctions.Erasure;
using ChatraFunctions.Orders;
using ChatraFunctions.Outbox;
using ChatraFunctions.Queues;
using ChatraFunctions.Queues.Poison;
using ChatraFunctions.Secrets;
using ChatraFunctions.Status;
using ChatraFunctions.Storage;
using ChatraFunctions.Telemetry;
using ChatraFunctions.Transcripts;
using ChatraFunctions.Webhooks;
using ChatraFunctions.Widgets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace ChatraFunctions;

/// <summary>The whole product, composed once for every host: the Functions worker, LocalHost, tests.</summary>
public static class ChatraServices
{
    /// <exception cref="SettingException">A setting is missing or makes no sense; the message names it.</exception>
    public static IServiceCollection AddChatraFunctions(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning)) // It logs each address, and the ids and keys in it.
            .AddSingleton(StorageAccount.From(configuration))
            .AddHostedService<StorageProvisioning>()
            .AddEnvelopeQueue(QueueNames.ChatraEvents)
            .AddEnvelopeQueue(QueueNames.OrderEvents)
            .AddSecrets(configuration)
            .AddWebhooks(configuration)
            .AddTranscripts()
            .AddOrders(configuration)
            .AddCustomers()
            .AddOutbox(configuration)
            .AddWidgets(configuration)
            .AddErasure(configuration)
            .AddPoison()
            .AddStatus()
            .AddTelemetry(configuration);
    }
}
