using ChatraFunctions.Orders.CloudEvents;
using ChatraFunctions.Orders.Shopify;
using ChatraFunctions.Orders.Texts;
using ChatraFunctions.Orders.WooCommerce;
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
        var shopify = Signatures(nameof(options.Shopify), () => BodySignatures.With(options.Shopify.WebhookSecrets));
        var wooCommerce = Signatures(nameof(options.WooCommerce), () => BodySignatures.With(options.WooCommerce.WebhookSecrets));
        var guests = new Guests(options);
        return services
            .AddSingleton(options)
            .AddSingleton(Signatures(nameof(options.CloudEvents), () => new StandardWebhooks(options.CloudEvents.WebhookSecrets)))
            .AddSingleton<IOrderSource, CloudEventsSource>()
            .AddSingleton<IOrderSource>(provider => new ShopifySource(shopify, guests, provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<IOrderSource>(provider =>
                new WooCommerceSource(wooCommerce, guests, new MetaTracking(options.WooCommerce), provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<KnownOrders>()
            .AddSingleton<PrivacyRequests>()
            .AddSingleton(BuiltInTemplates.Instance)
            .AddSingleton<TemplateOverrides>()
            .AddSingleton<MessageTexts>()
            .AddSingleton<TemplatePreview>()
            .AddSingleton<OrderMessages>()
            .AddSingleton<OrderReader>()
            .AddSingleton<OrderIntake>()
            .AddSingleton<OrderMessageComposer>();
    }

    private static T Signatures<T>(string source, Func<T> create)
    {
        try
        {
            return create();
        }
        catch (FormatException exception)
        {
            throw new SettingException($"{OrderOptions.Section}__{source}__WebhookSecrets: {exception.Message}", exception);
        }
    }
}
