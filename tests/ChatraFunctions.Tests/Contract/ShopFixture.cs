using ChatraFunctions.Tests.Harness;
using TestKit;

namespace ChatraFunctions.Tests.Contract;

/// <summary>One app that knows the shops' secrets, for the tests of a class, which keep apart by their orders.</summary>
public sealed class ShopFixture(AzuriteFixture azurite) : IAsyncLifetime
{
    private App? _app;

    internal App App => _app ?? throw new InvalidOperationException("The fixture is not initialized.");

    public async ValueTask InitializeAsync() => _app = await App.StartAsync(azurite, ShopWebhook.Settings);

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
    }
}
