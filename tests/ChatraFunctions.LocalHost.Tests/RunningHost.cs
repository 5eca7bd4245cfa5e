using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChatraFunctions.LocalHost.Tests;

/// <summary>A started <see cref="LocalFunctionsHost"/> with function classes of a test, and a client that talks to it.</summary>
internal sealed class RunningHost : IAsyncDisposable
{
    private readonly LocalFunctionsHost _host;

    private RunningHost(LocalFunctionsHost host, CapturedLog log)
    {
        (_host, Log) = (host, log);
        Http = new HttpClient { BaseAddress = host.Address };
    }

    public HttpClient Http { get; }

    public CapturedLog Log { get; }

    public static Task<RunningHost> StartAsync<TFunctions>(params object[] services) => StartAsync<TFunctions>([], services);

    /// <param name="settings">As they would be written in the environment.</param>
    /// <param name="services">Singletons for the constructors of the function classes, by their own type or <see cref="TimeProvider"/>.</param>
    public static async Task<RunningHost> StartAsync<TFunctions>(Dictionary<string, string?> settings, params object[] services)
    {
        var log = new CapturedLog();
        var host = Create(settings, log, services, typeof(TFunctions));
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new RunningHost(host, log);
    }

    public static LocalFunctionsHost Create(Dictionary<string, string?> settings, params Type[] classes) =>
        Create(settings, new CapturedLog(), [], classes);

    public Task StopAsync() => _host.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _host.StopAsync(new CancellationToken(canceled: true));
        await _host.DisposeAsync();
    }

    private static LocalFunctionsHost Create(Dictionary<string, string?> settings, CapturedLog log, object[] services, params Type[] classes) =>
        LocalFunctionsHost.Create(
            classes,
            (collection, _) =>
            {
                foreach (var service in services)
                    collection.AddSingleton(service is TimeProvider ? typeof(TimeProvider) : service.GetType(), service);
            },
            new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(pair => pair.Key.Replace("__", ":", StringComparison.Ordinal), pair => pair.Value)).Build(),
            new LocalHostOptions { Logging = logging => logging.SetMinimumLevel(LogLevel.Debug).AddProvider(log) });
}
