using ChatraFunctions.Orders.CloudEvents;
using ChatraFunctions.Orders.Shopify;
using ChatraFunctions.Orders.Texts;
using ChatraFunctions.Orders.WooCommerce;
using ChatraFunctions.Secrets;
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
        var guests = new Guests(options);
        return services
            .AddSingleton(options)
            .AddSource(
                configuration,
                CloudEventsSource.SourceName,
                SecretNames.CloudEvents,
                nameof(options.CloudEvents),
                options.CloudEvents.WebhookSecrets,
                secrets => new StandardWebhooks(secrets),
                (signatures, time) => new CloudEventsSource(signatures, time))
            .AddSource(
                configuration,
                ShopifySource.SourceName,
                SecretNames.Shopify,
                nameof(options.Shopify),
                options.Shopify.WebhookSecrets,
                BodySignatures.With,
                (signatures, time) => new ShopifySource(signatures, guests, time))
            .AddSource(
                configuration,
                WooCommerceSource.SourceName,
                SecretNames.WooCommerce,
                nameof(options.WooCommerce),
                options.WooCommerce.WebhookSecrets,
                BodySignatures.With,
                (signatures, time) => new WooCommerceSource(signatures, guests, new MetaTracking(options.WooCommerce), time))
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

    private static IServiceCollection AddSource<TSignatures>(
        this IServiceCollection services,
        IConfiguration configuration,
        string name,
        string secretName,
        string section,
        IEnumerable<string> local,
        Func<IReadOnlyList<string>, TSignatures> signatures,
        Func<TSignatures, TimeProvider, IOrderSource> create)
    {
        var setting = new WebhookSecretSetting(secretName, new WebhookSecrets([.. local]), secrets => signatures(secrets));
        Check(setting, configuration, $"{OrderOptions.Section}:{section}:{nameof(OrderSourceOptions.WebhookSecrets)}");
        return services
            .AddSingleton(setting)
            .AddSingleton(provider => new OrderSourceKind(
                name, secretName, secrets => create(signatures(secrets), provider.GetRequiredService<TimeProvider>())));
    }

    private static void Check(WebhookSecretSetting setting, IConfiguration configuration, string list)
    {
        foreach (var (position, secret) in setting.Local.Valid.Index())
        {
            try
            {
                setting.Check([secret]);
            }
            catch (FormatException exception)
            {
                throw new SettingException($"{Settings.NameOfEntry(configuration, list, position)}: {exception.Message}", exception);
            }
        }
    }
}
