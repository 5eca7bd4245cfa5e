using ChatraFunctions.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChatraFunctions.Webhooks;

/// <summary>What takes Chatra's webhooks in.</summary>
internal static class WebhookServices
{
    /// <summary>Asks for a <see cref="StorageAccount"/> and the queue <c>chatra-events</c>; <see cref="WebhookOptions"/> come with it.</summary>
    /// <exception cref="SettingException">A setting of section <c>Webhooks</c> makes no sense.</exception>
    public static IServiceCollection AddWebhooks(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(Settings.Read<WebhookOptions>(configuration, WebhookOptions.Section));
        services.AddSingleton<WebhookIntake>();
        services.AddSingleton<UnknownEvents>();
        return services;
    }
}
