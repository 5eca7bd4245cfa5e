using Microsoft.Playwright;
using Xunit;

namespace TestKit.Browser;

/// <summary>
/// One real Chromium for a test assembly, started when the first test asks for a page:
/// <c>[assembly: AssemblyFixture(typeof(BrowserFixture))]</c>, and a constructor parameter where a test class needs it.
/// </summary>
public sealed class BrowserFixture : IAsyncLifetime
{
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
            _playwright ??= await Playwright.CreateAsync();
            return _browser ??= await Chromium.LaunchAsync(_playwright);
        }
        finally
        {
            _starting.Release();
        }
    }
}
