using Azure.Data.Tables;
using PackageFallbacks.Tests;
using TestKit;

[assembly: AssemblyFixture(typeof(TableAccount))]

namespace PackageFallbacks.Tests;

/// <summary>One Azurite and one account for all tests; each test works in a table of its own.</summary>
public sealed class TableAccount : IAsyncLifetime
{
    private readonly AzuriteFixture _azurite = new();

    public AzuriteServer Server => _azurite.Server;

    public string ConnectionString { get; private set; } = string.Empty;

    public StorageConnectionString Parts => new(ConnectionString);

    public async ValueTask InitializeAsync()
    {
        await _azurite.InitializeAsync();
        ConnectionString = _azurite.NewAccount();
    }

    public ValueTask DisposeAsync() => _azurite.DisposeAsync();

    /// <summary>An account without tables of other tests.</summary>
    public string NewAccount() => _azurite.NewAccount();

    public static string NewName() => $"T{Guid.NewGuid():N}";

    public async Task<TableClient> NewTableAsync()
    {
        var table = new TableClient(ConnectionString, NewName());
        await table.CreateAsync(TestContext.Current.CancellationToken);
        return table;
    }
}
