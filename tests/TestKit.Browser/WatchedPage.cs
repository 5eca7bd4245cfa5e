using System.Collections.Concurrent;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace TestKit.Browser;

/// <summary>A page, and everything that should not happen on it.</summary>
public sealed class WatchedPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _incidents = new();

    private WatchedPage(IBrowserContext context, IPage page) => (_context, Page) = (context, page);

    public IPage Page { get; }

    /// <summary>Opened dialogs, exceptions of scripts, and what the content security policy stopped, as they came.</summary>
    public IReadOnlyCollection<string> Incidents => _incidents;

    /// <summary>What the accessibility rules of axe-core find on the page as it is now, a line each.</summary>
    public async Task<IReadOnlyList<string>> AccessibilityViolationsAsync()
    {
        var result = await Page.RunAxe();
        return [.. result.Violations.Select(violation =>
            $"{violation.Id}: {violation.Help} ({string.Join("; ", violation.Nodes.Select(node => node.Html))})")];
    }

    public async ValueTask DisposeAsync() => await _context.CloseAsync();

    internal static async Task<WatchedPage> OpenAsync(IBrowserContext context)
    {
        context.SetDefaultTimeout(BrowserFixture.Patience);
        var watched = new WatchedPage(context, await context.NewPageAsync());
        await watched.WatchAsync();
        return watched;
    }

    private async Task WatchAsync()
    {
        // Of frames and of pages that this one opens, too.
        await _context.ExposeFunctionAsync("__violated", (string what) => _incidents.Enqueue($"policy: {what}"));
        await _context.AddInitScriptAsync("""
            addEventListener('securitypolicyviolation', event => __violated(`${event.effectiveDirective} ${event.blockedURI}`));
            """);
        _context.WebError += (_, error) => _incidents.Enqueue($"exception: {error.Error}");
        _context.Dialog += async (_, dialog) =>
        {
            _incidents.Enqueue($"dialog: {dialog.Message}");
            await dialog.DismissAsync();
        };
    }
}
