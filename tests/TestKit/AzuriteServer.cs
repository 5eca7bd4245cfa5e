using System.Security.Cryptography;

namespace TestKit;

/// <summary>
/// A real Azurite on free ports of 127.0.0.1, with a folder and accounts of its own. One serves a whole test assembly: each
/// test takes a fresh account from it.
/// </summary>
public sealed class AzuriteServer : IAsyncDisposable
{
    /// <summary>More than a test assembly has tests; what Azurite is told of them must stay below the 128 KiB of a variable.</summary>
    private const int AccountCount = 3000;

    private readonly string _location = Directory.CreateTempSubdirectory("chatra-azurite-").FullName;
    private readonly (string Name, string Key)[] _accounts = [.. Enumerable.Range(1, AccountCount).Select(NewIdentity)];
    private Dictionary<StorageService, int>? _ports;
    private AzuriteProcess? _process;
    private int _given;

    private AzuriteServer() { }

    /// <summary>Starts one and waits until all three services answer.</summary>
    public static async Task<AzuriteServer> LaunchAsync(CancellationToken cancellationToken = default)
    {
        var server = new AzuriteServer();
        await server.StartAsync(cancellationToken);
        return server;
    }

    /// <summary>The connection string, with explicit endpoints, of an account that nobody else was given.</summary>
    /// <exception cref="InvalidOperationException">All 3,000 accounts are given away.</exception>
    public string NewAccount()
    {
        var index = Interlocked.Increment(ref _given) - 1;
        if (index >= AccountCount)
            throw new InvalidOperationException($"This Azurite has {AccountCount} accounts, and all of them are in use.");

        var (name, key) = _accounts[index];
        return new StorageConnectionString(name, key, service => new Uri(Endpoint(service), name)).ToString();
    }

    /// <summary>Where a service listens, whether it runs or not: <c>http://127.0.0.1:port/</c>.</summary>
    public Uri Endpoint(StorageService service) =>
        new($"http://127.0.0.1:{(_ports ?? throw new InvalidOperationException("Not started."))[service]}/");

    /// <summary>Starts it again after <see cref="StopAsync"/>: same ports, same data.</summary>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        if (_process is not null)
            throw new InvalidOperationException("Azurite runs already.");

        _process = _ports is null
            ? await FirstStartAsync(cancellationToken)
            : await AzuriteProcess.StartAsync(_ports, _location, AccountsVariable, cancellationToken);
    }

    /// <summary>An outage: SIGTERM, so that all it acknowledged is on disk, and waits for its end.</summary>
    public async Task StopAsync()
    {
        if (_process is null)
            return;

        await _process.DisposeAsync();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_location, recursive: true);
    }

    private string AccountsVariable => string.Join(';', _accounts.Select(account => $"{account.Name}:{account.Key}"));

    /// <summary>Another process may take a port between our look and Azurite's: then it gets others.</summary>
    private async Task<AzuriteProcess> FirstStartAsync(CancellationToken cancellationToken)
    {
        const int attempts = 5;
        for (var attempt = 1; ; attempt++)
        {
            var ports = Enum.GetValues<StorageService>().ToDictionary(service => service, _ => Ports.Free());
            try
            {
                var process = await AzuriteProcess.StartAsync(ports, _location, AccountsVariable, cancellationToken);
                _ports = ports;
                return process;
            }
            catch (AzuriteException exception) when (exception.PortTaken && attempt < attempts)
            {
                // The next round asks for other ports.
            }
        }
    }

    private static (string Name, string Key) NewIdentity(int number) =>
        ($"account{number:D4}", Convert.ToBase64String(RandomNumberGenerator.GetBytes(16)));
}
