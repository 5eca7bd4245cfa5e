using Xunit;

namespace TestKit;

/// <summary>
/// The Azurite of a test assembly: <c>[assembly: AssemblyFixture(typeof(AzuriteFixture))]</c>, and a constructor parameter
/// where a test class needs it.
/// </summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private AzuriteServer? _server;

    public AzuriteServer Server => _server ?? throw new InvalidOperationException("The fixture is not initialized.");

    /// <inheritdoc cref="AzuriteServer.NewAccount"/>
    public string NewAccount() => Server.NewAccount();

    public async ValueTask InitializeAsync() => _server = await AzuriteServer.LaunchAsync();

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }
}
