using Chatra.Api;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChatraFunctions.Outbox;

/// <summary>Composes the outbox.</summary>
internal static class OutboxServices
{
    /// <exception cref="SettingException">A setting makes no sense; the message names it.</exception>
    public static IServiceCollection AddOutbox(this IServiceCollection services, IConfiguration configuration) => services
        .AddLogging(logging => logging.AddFilter("System.Net.Http.HttpClient.Chatra", LogLevel.Warning)) // Four lines a request otherwise.
        .AddChatraApi(Settings.Read<ChatraOptions>(configuration, AccountOptions.Section))
        .AddSingleton(Settings.Read<AccountOptions>(configuration, AccountOptions.Section))
        .AddSingleton(Settings.Read<OutboxOptions>(configuration, OutboxOptions.Section))
        .AddSingleton<Deliveries>()
        .AddSingleton<WakeUps>()
        .AddSingleton<RequestBudget>()
        .AddSingleton<Slots>()
        .AddSingleton<Insistence>()
        .AddSingleton<MessageIntake>()
        .AddSingleton<MessageOutbox>()
        .AddSingleton<OutboxReleaser>()
        .AddSingleton<PushedMessageSender>();
}
