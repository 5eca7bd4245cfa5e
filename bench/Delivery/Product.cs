using System.Net.Http.Json;
using ChatraFunctions.LocalHost;
using Microsoft.Extensions.Configuration;
using TestKit;

namespace Delivery.Bench;

/// <summary>The real app, one host or several on the same storage, counted at the storage account's door.</summary>
internal sealed class Product : IAsyncDisposable
{
    private readonly List<LocalFunctionsHost> _hosts = [];
    private readonly StorageProxy _proxy;

    private Product(StorageProxy proxy) => _proxy = proxy;

    public int StorageCalls => _proxy.Calls.Count;

    public static async Task<Product> StartAsync(Scenario scenario, Account account, AzuriteServer azurite)
    {
        var proxy = await StorageProxy.StartAsync(azurite);
        var product = new Product(proxy);
        var configuration = Configuration(scenario, account, proxy.ConnectionStringFor(azurite.NewAccount()));
        for (var i = 0; i < scenario.Hosts; i++)
        {
            var host = LocalFunctionsHost.ForChatra(configuration);
            await host.StartAsync(CancellationToken.None);
            product._hosts.Add(host);
        }

        return product;
    }

    /// <summary>Queues all messages as a shop does, and returns when they are accepted.</summary>
    public async Task QueueAsync(IEnumerable<string> texts, CancellationToken cancellationToken)
    {
        _proxy.Clear();
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = _hosts[0].Address };
        await Parallel.ForEachAsync(texts, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancellationToken }, async (text, ending) =>
        {
            while (true)
            {
                using var answer = await http.PostAsJsonAsync("api/messages", new { key = text, clientId = "visitor", text }, ending);
                if (answer.IsSuccessStatusCode)
                    return;

                await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, ending); // 503: come again, with the same key.
            }
        });
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.StopAsync(new CancellationToken(canceled: true));
            await host.DisposeAsync();
        }

        await _proxy.DisposeAsync();
    }

    private static IConfiguration Configuration(Scenario scenario, Account account, string storage) => new ConfigurationBuilder()
        .AddInMemoryCollection(new ConfigurationBuilder().AddJsonFile(RepositoryRoot.Combine("host.json")).Build().AsEnumerable()
            .Select(pair => KeyValuePair.Create($"AzureFunctionsJobHost:{pair.Key}", pair.Value)))
        .AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["AzureWebJobsStorage"] = storage,
            ["Chatra:BaseUrl"] = account.BaseUrl,
            ["Chatra:PublicKey"] = Account.PublicKey,
            ["Chatra:SecretKey"] = Account.SecretKey,
            ["Chatra:RequestsPerMinute"] = $"{scenario.RequestsPerMinute}",
        })
        .Build();
}
