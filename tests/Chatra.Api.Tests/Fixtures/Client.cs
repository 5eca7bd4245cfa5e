using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Chatra.Api.Tests.Fixtures;

/// <summary>The client as an application gets it.</summary>
internal static class Client
{
    public static ChatraClient For(
        string baseUrl,
        TimeProvider? time = null,
        IChatraKeySource? keys = null,
        ChatraAuthorization authorization = ChatraAuthorization.Simple,
        ILoggerProvider? log = null,
        Action<IHttpClientBuilder>? configureHttp = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton(time ?? TimeProvider.System);
        services.AddSingleton(keys ?? new Keys());
        if (log is not null)
            services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log));
        services.AddChatraApi(new ChatraOptions { BaseUrl = new Uri(baseUrl), Authorization = authorization }, configureHttp);
        return services.BuildServiceProvider().GetRequiredService<ChatraClient>();
    }
}
