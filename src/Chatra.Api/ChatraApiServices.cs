using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Chatra.Api;

/// <summary>Registers the client.</summary>
public static class ChatraApiServices
{
    private const string HttpClientName = "Chatra";

    /// <summary>
    /// Adds <see cref="ChatraClient"/>. The application adds an <see cref="IChatraKeySource"/>; it may add a
    /// <see cref="TimeProvider"/>, by which time-outs and <c>Retry-After</c> dates are measured.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="options">Where Chatra is and how long to wait for it.</param>
    /// <param name="configureHttp">
    /// Adds handlers, for tracing or a pace of your own. One that repeats requests takes the meaning from
    /// <see cref="ChatraErrorKind.Unreachable"/>, which is then said of the last attempt only. Exceptions of your handlers other than
    /// <see cref="HttpRequestException"/>, <see cref="IOException"/> and <see cref="OperationCanceledException"/> reach the caller as
    /// they are. Who replaces the primary handler starts from <see cref="ChatraClient.CreateHandler"/>.
    /// </param>
    /// <exception cref="ArgumentException">An option makes no sense; the message names it.</exception>
    public static IServiceCollection AddChatraApi(
        this IServiceCollection services, ChatraOptions options, Action<IHttpClientBuilder>? configureHttp = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        ChatraOptions.ThrowIfFaulty(options);

        services.TryAddSingleton(TimeProvider.System);
        var http = services.AddHttpClient(HttpClientName, client => client.Timeout = Timeout.InfiniteTimeSpan) // ChatraConnection measures it.
            .ConfigurePrimaryHttpMessageHandler(() => ChatraClient.CreateHandler(options))
            // PooledConnectionLifetime follows DNS already; so the handler need not be replaced and the client may be kept.
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
        configureHttp?.Invoke(http);
        services.TryAddSingleton(provider => new ChatraClient(
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(HttpClientName),
            provider.GetRequiredService<IChatraKeySource>(),
            options,
            provider.GetRequiredService<TimeProvider>()));
        return services;
    }

    /// <summary>As the other, with keys that do not change while the process runs.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="keys">The account's keys.</param>
    /// <param name="options">Where Chatra is and how long to wait for it; the defaults when null.</param>
    /// <param name="configureHttp">Adds handlers, as for the other.</param>
    /// <exception cref="ArgumentException">An option makes no sense; the message names it.</exception>
    public static IServiceCollection AddChatraApi(
        this IServiceCollection services, ChatraKeys keys, ChatraOptions? options = null, Action<IHttpClientBuilder>? configureHttp = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(keys);
        services.TryAddSingleton<IChatraKeySource>(new FixedKeys(keys));
        return services.AddChatraApi(options ?? new ChatraOptions(), configureHttp);
    }
}
