using Microsoft.Playwright;

namespace TestKit.Browser;

/// <summary>The browser of this machine: Playwright's own is never downloaded.</summary>
public static class Chromium
{
    /// <summary>Names the browser where it is in none of the usual places.</summary>
    public const string PathVariable = "CHROMIUM_PATH";

    // Debian, Ubuntu and Alpine put it here; everywhere else Playwright knows where Chrome is.
    private static readonly string[] UsualPlaces = ["/usr/bin/chromium", "/usr/bin/chromium-browser"];

    // Without these it looks up its vendor's hosts at every start; containers have no sandbox to give.
    private static readonly string[] Arguments =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];

    /// <exception cref="InvalidOperationException">There is none; says what to install.</exception>
    public static async Task<IBrowser> LaunchAsync(IPlaywright playwright)
    {
        var path = Environment.GetEnvironmentVariable(PathVariable) ?? Array.Find(UsualPlaces, File.Exists);
        try
        {
            return await playwright.Chromium.LaunchAsync(new()
            {
                ExecutablePath = path,
                Channel = path is null ? "chrome" : null,
                Args = Arguments,
            });
        }
        catch (PlaywrightException exception)
        {
            throw new InvalidOperationException(
                $"No browser could be started. Install Chromium (Debian: apt-get install chromium) or Chrome, or name one in {PathVariable}.", exception);
        }
    }
}
