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
    /// <exception cref="ArgumentException">An option makes no sense; the message names it.</exception>
    public static IServiceCollection AddChatraApi(this IServiceCollection services, ChatraOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Faults().FirstOrDefault() is { } fault)
            throw new ArgumentException($"{fault.MemberNames.First()} {fault.ErrorMessage}", nameof(options));

        services.TryAddSingleton(TimeProvider.System);
        services.AddHttpClient(HttpClientName, http => Configure(http, options))
            .ConfigurePrimaryHttpMessageHandler(() => Handler(options))
            // PooledConnectionLifetime follows DNS already; so the handler need not be replaced and the client may be kept.
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
        services.TryAddSingleton(provider => new ChatraClient(new ChatraConnection(
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(HttpClientName),
            provider.GetRequiredService<IChatraKeySource>(),
            options,
            provider.GetRequiredService<TimeProvider>())));
        return services;
    }

    private static void Configure(HttpClient http, ChatraOptions options)
    {
        http.BaseAddress = new Uri(options.BaseUrl.AbsoluteUri.TrimEnd('/') + '/');
        http.Timeout = Timeout.InfiniteTimeSpan; // ChatraConnection measures each request by the TimeProvider.
    }

    private static SocketsHttpHandler Handler(ChatraOptions options) => new()
    {
        // A redirected POST would come out as a GET; a redirect means a wrong base address and is reported.
        AllowAutoRedirect = false,
        ConnectTimeout = options.Timeout / 3,
        // A request that meets the server's closing of an idle connection is Uncertain. Servers close after 5 s (Node) to 60 s.
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(4),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        UseCookies = false,
    };
}
