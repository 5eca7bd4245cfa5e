using ChatraFunctions.Tests.Harness;
using TestKit;

namespace ChatraFunctions.Tests.Contract;

/// <summary>One app of a shop that has set up its widget, for the tests of a class, which keep apart by their customers.</summary>
public sealed class WidgetFixture(AzuriteFixture azurite) : IAsyncLifetime
{
    private App? _app;

    internal App App => _app ?? throw new InvalidOperationException("The fixture is not initialized.");

    public async ValueTask InitializeAsync() => _app = await App.StartAsync(
        azurite,
        ("Widget__ScriptAddress", "http://127.0.0.1:7072/chatra.js"),
        ("Widget__Setup__ChatWidth", "400"),
        ("Widget__Setup__Colors__ButtonBg", "#5ece1a"),
        ("Widget__Setup__OnNewMessage", "shop.said"),
        ("Widget__OrderFacts__0", "number"),
        ("Widget__OrderFacts__1", "state"),
        ("Widget__OrderFacts__2", "stateAt"),
        ("Widget__OrderFacts__3", "total"),
        ("Widget__OrderFacts__4", "tracking"),
        ("Widget__OrderFacts__5", "source"));

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
    }
}
