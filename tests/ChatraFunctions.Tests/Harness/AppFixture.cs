using TestKit;

namespace ChatraFunctions.Tests.Harness;

/// <summary>One app for the tests of a class, which keep apart by the ids they use.</summary>
public sealed class AppFixture(AzuriteFixture azurite) : IAsyncLifetime
{
    private App? _app;

    internal App App => _app ?? throw new InvalidOperationException("The fixture is not initialized.");

    public async ValueTask InitializeAsync() => _app = await App.StartAsync(azurite);

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
    }
}
