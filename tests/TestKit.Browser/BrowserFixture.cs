using Microsoft.Playwright;
using Xunit;

namespace TestKit.Browser;

/// <summary>
/// One real Chromium for a test assembly, started when the first test asks for a page:
/// <c>[assembly: AssemblyFixture(typeof(BrowserFixture))]</c>, and a constructor parameter where a test class needs it.
/// </summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    /// <summary>How long what must come may take, in ms: several browsers and apps share a busy machine, and messages go out by a timer.</summary>
    public const float Patience = 240_000;

    private readonly SemaphoreSlim _starting = new(1, 1);
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>A page in a profile of its own: no storage, no cookies.</summary>
    /// <param name="options">Width, colour scheme and so on.</param>
    /// <exception cref="InvalidOperationException">There is no Chromium on this machine; says what to install.</exception>
    public async Task<WatchedPage> NewPageAsync(BrowserNewContextOptions? options = null)
    {
        var browser = await BrowserAsync();
        return await WatchedPage.OpenAsync(await browser.NewContextAsync(options));
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.CloseAsync();
        _playwright?.Dispose();
        _starting.Dispose();
    }

    private async Task<IBrowser> BrowserAsync()
    {
        await _starting.WaitAsync();
        try
        {
            Assertions.SetDefaultExpectTimeout(Patience);
            _playwright ??= await Playwright.CreateAsync();
            if (_browser is not { IsConnected: true }) // A browser that crashed fails one test, not all that follow.
                _browser = await Chromium.LaunchAsync(_playwright);
            return _browser;
        }
        finally
        {
            _starting.Release();
        }
    }
}
