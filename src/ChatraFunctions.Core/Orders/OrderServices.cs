using ChatraFunctions.Orders.CloudEvents;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ChatraFunctions.Orders;

/// <summary>Composes the order events' way to the outbox.</summary>
internal static class OrderServices
{
    /// <exception cref="SettingException">A setting makes no sense; the message names it.</exception>
    public static IServiceCollection AddOrders(this IServiceCollection services, IConfiguration configuration)
    {
        var options = Settings.Read<OrderOptions>(configuration, OrderOptions.Section);
        return services
            .AddSingleton(CloudEventsSignatures(options.CloudEvents))
            .AddSingleton<IOrderSource, CloudEventsSource>()
            .AddSingleton<MessageTemplates>()
            .AddSingleton<OrderIntake>()
            .AddSingleton<OrderMessageComposer>();
    }

    private static StandardWebhooks CloudEventsSignatures(OrderSourceOptions options)
    {
        try
        {
            return new StandardWebhooks(options.WebhookSecrets);
        }
        catch (FormatException exception)
        {
            throw new SettingException($"{OrderOptions.Section}__CloudEvents__WebhookSecrets: {exception.Message}", exception);
        }
    }
}
