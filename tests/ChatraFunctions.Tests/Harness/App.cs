using System.Reflection;
using ChatraFunctions.LocalHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TestKit;

namespace ChatraFunctions.Tests.Harness;

/// <summary>The whole app in this process, on a free port, with a Chatra of its own and a storage account of its own.</summary>
internal sealed class App : IAsyncDisposable
{
    private readonly LocalFunctionsHost _host;

    private readonly string _storage;

    private App(LocalFunctionsHost host, SimulatedChatra chatra, string storage)
    {
        (_host, Chatra, _storage, Storage) = (host, chatra, storage, new StorageProbe(storage));
        Api = new Api(host.Address);
    }

    public Api Api { get; }

    public SimulatedChatra Chatra { get; }

    /// <summary>The account behind the app, whatever stands between them.</summary>
    public StorageProbe Storage { get; }

    public Uri Address => _host.Address;

    public static Task<App> StartAsync(AzuriteFixture azurite, params (string Name, string Value)[] settings) =>
        StartAsync(azurite.NewAccount(), proxy: null, settings);

    /// <param name="storage">Connection string of the account.</param>
    /// <param name="proxy">What stands between the app and the account.</param>
    /// <param name="settings">Beyond <see cref="AppSettings.Fast"/>.</param>
    public static async Task<App> StartAsync(string storage, StorageProxy? proxy, params (string Name, string Value)[] settings)
    {
        var chatra = await SimulatedChatra.StartAsync();
        return await StartAsync(storage, proxy, chatra, settings);
    }

    /// <summary>Another instance of an app: on the same storage, with the same Chatra, which goes with the first one.</summary>
    public static Task<App> AttachAsync(App first) => StartAsync(first._storage, proxy: null, first.Chatra, []);

    /// <summary>With its secrets in a vault.</summary>
    public static async Task<App> StartAsync(AzuriteFixture azurite, VaultStub vault, params (string Name, string Value)[] settings) => await StartAsync(
        azurite.NewAccount(),
        proxy: null,
        await SimulatedChatra.StartAsync(),
        [("KeyVault__Uri", $"{vault.Address}"), ("Chatra__PublicKey", ""), ("Chatra__SecretKey", ""), .. settings],
        services => services.AddSingleton(StubbedVault.NewClient(vault)));

    private static async Task<App> StartAsync(
        string storage, StorageProxy? proxy, SimulatedChatra chatra, (string Name, string Value)[] settings, Action<IServiceCollection>? change = null)
    {
        var configuration = Configuration(AppSettings.Fast(proxy?.ConnectionStringFor(storage) ?? storage, chatra, settings));
        var host = LocalFunctionsHost.Create(Assembly.Load("ChatraFunctions").GetTypes(), AddServices, configuration);
        void AddServices(IServiceCollection services, IConfiguration all)
        {
            services.AddChatraFunctions(all);
            change?.Invoke(services);
        }

        await host.StartAsync(TestContext.Current.CancellationToken);
        var app = new App(host, chatra, storage);
        await app.Storage.ProvisionedAsync();
        return app;
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await _host.StopAsync(new CancellationToken(canceled: true));
        await _host.DisposeAsync();
        await Chatra.DisposeAsync();
    }

    /// <summary>host.json of the repository and these settings: nothing of the machine that the tests run on.</summary>
    private static IConfiguration Configuration(Dictionary<string, string> settings)
    {
        var hostJson = new ConfigurationBuilder().AddJsonFile(RepositoryRoot.Combine("host.json")).Build();
        return new ConfigurationBuilder()
            .AddInMemoryCollection(hostJson.AsEnumerable().Select(pair => KeyValuePair.Create($"AzureFunctionsJobHost:{pair.Key}", pair.Value)))
            .AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create(pair.Key.Replace("__", ":", StringComparison.Ordinal), (string?)pair.Value)))
            .Build();
    }
}
