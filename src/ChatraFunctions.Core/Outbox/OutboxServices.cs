using Chatra.Api;
using ChatraFunctions.Outbox.Listing;
using ChatraFunctions.Telemetry;
using ChatraFunctions.Transcripts;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ChatraFunctions.Outbox;

/// <summary>Composes the outbox.</summary>
internal static class OutboxServices
{
    /// <summary>
    /// A claim must outlast the call on Chatra and the writing down of its result (<see cref="Insistence"/>), or a second sender takes
    /// the delivery while the first one is still at it.
    /// </summary>
    private const int ClaimInCallTimeouts = 4;

    /// <exception cref="SettingException">A setting makes no sense; the message names it.</exception>
    public static IServiceCollection AddOutbox(this IServiceCollection services, IConfiguration configuration)
    {
        var chatra = Settings.Read<ChatraOptions>(configuration, AccountOptions.Section);
        var outbox = Settings.Read<OutboxOptions>(configuration, OutboxOptions.Section);
        if (outbox.ClaimTimeout < ClaimInCallTimeouts * chatra.Timeout)
            throw new SettingException(
                $"{OutboxOptions.Section}__ClaimTimeout: must be at least {ClaimInCallTimeouts} times Chatra__Timeout, which is {chatra.Timeout}");

        return services
            .AddChatraMeter()
            .AddChatraApi(chatra, http => http.RemoveAllLoggers()) // Each request's address would be logged, and a visitor's has their clientId in it.
            .AddSingleton(Settings.Read<AccountOptions>(configuration, AccountOptions.Section))
            .AddSingleton(outbox)
            .AddSingleton<Deliveries>()
            .AddSingleton<WakeUps>()
            .AddSingleton<RequestBudget>()
            .AddSingleton<Slots>()
            .AddSingleton<Insistence>()
            .AddSingleton<MessageIntake>()
            .AddSingleton<MessageOutbox>()
            .AddSingleton<MessageChanges>()
            .AddSingleton<VisitorUpdates>()
            .AddSingleton<DeliveryLister>()
            .AddSingleton<IChatEventObserver, Reconciliation>()
            .AddSingleton<WakeUpRevival>()
            .AddSingleton<OutboxReleaser>()
            .AddSingleton<PushedMessageSender>();
    }
}
