using ChatraFunctions.Customers;
using ChatraFunctions.Secrets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ChatraFunctions.Widgets;

/// <summary>Composes the widget of the shop's pages.</summary>
internal static class WidgetServices
{
    /// <exception cref="SettingException">A setting of section <c>Widget</c> makes no sense; the message names it.</exception>
    public static IServiceCollection AddWidgets(this IServiceCollection services, IConfiguration configuration)
    {
        WidgetOptions.RefuseUnknown(configuration);
        var options = Settings.Read<WidgetOptions>(configuration, WidgetOptions.Section);
        return services
            .AddSingleton(new WidgetSettings(WidgetSetup.Read(configuration), options.ScriptAddress, [.. options.OrderFacts]))
            .AddSingleton<LatestOrder>()
            .AddSingleton(provider => new CustomerWidgets(
                provider.GetRequiredService<CustomerBindings>(),
                provider.GetRequiredService<IAccountKeys>(),
                provider.GetRequiredService<WidgetSettings>(),
                provider.GetRequiredService<LatestOrder>()));
    }
}
