using System.ComponentModel;

namespace DevTool.Setup;

/// <summary>Chromium or Chrome, for the tests of pages and for their pictures. Looked for where tests/TestKit.Browser looks for it.</summary>
internal static class Browser
{
    private const string PathVariable = "CHROMIUM_PATH";

    private static readonly string[] UsualPlaces =
    [
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/opt/google/chrome/chrome",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        .. from folder in (Environment.SpecialFolder[])[Environment.SpecialFolder.ProgramFiles, Environment.SpecialFolder.ProgramFilesX86, Environment.SpecialFolder.LocalApplicationData]
           select Path.Combine(Environment.GetFolderPath(folder), "Google", "Chrome", "Application", "chrome.exe"),
    ];

    /// <summary>Installs Debian's Chromium where there is no browser and this process may install one.</summary>
    /// <returns>Where it is.</returns>
    /// <exception cref="Trouble">There is none, and it could not be installed; says what to install.</exception>
    public static async Task<string> EnsureAsync(Repository repository, CancellationToken cancellationToken)
    {
        if (Environment.GetEnvironmentVariable(PathVariable) is { Length: > 0 } named)
        {
            if (!File.Exists(named))
                throw new Trouble($"{PathVariable} names {named}, which is not there.");
            return named;
        }

        if (Array.Find(UsualPlaces, File.Exists) is { } found)
            return found;

        const string advice = $"Install Chromium (Debian, Ubuntu: sudo apt-get install chromium) or Chrome, or name one in {PathVariable}, and try again.";
        if (!Environment.IsPrivilegedProcess || !File.Exists("/usr/bin/apt-get"))
            throw new Trouble($"A browser is needed for the tests and the pictures of pages. {advice}");

        Say.Step("Installing Chromium (apt-get install chromium)");
        if (await InstallAsync(repository, cancellationToken) is { } failure)
            throw new Trouble($"Chromium could not be installed. {advice}{Environment.NewLine}{failure}");

        return Array.Find(UsualPlaces, File.Exists) ?? throw new Trouble($"Chromium is installed in none of the usual places. {advice}");
    }

    /// <returns>What went wrong, or null.</returns>
    private static async Task<string?> InstallAsync(Repository repository, CancellationToken cancellationToken)
    {
        string[][] commands = [["update", "-q"], ["install", "-q", "-y", "--no-install-recommends", "chromium"]];
        foreach (var command in commands)
        {
            try
            {
                var (exitCode, output) = await Tool.CaptureAsync("apt-get", command, repository.Root, cancellationToken);
                if (exitCode != 0)
                    return output;
            }
            catch (Win32Exception exception)
            {
                return exception.Message;
            }
        }

        return null;
    }
}
