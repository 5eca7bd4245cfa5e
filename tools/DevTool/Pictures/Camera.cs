using DevTool.Setup;

namespace DevTool.Pictures;

/// <summary>Chromium's own command line takes the pictures: this tool has no packages (see DevTool.csproj).</summary>
internal sealed class Camera(string browser, string folder, string album)
{
    /// <summary>They are in the repository for ever.</summary>
    private const int MaxBytes = 200 * 1024;

    // Those of tests/TestKit.Browser: no sandbox in containers, and nothing of the vendor's is called.
    private static readonly string[] Arguments =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--hide-scrollbars", "--lang=en-GB", "--window-size=1200,760",
        "--virtual-time-budget=4000", // For the page to ask the app: time stands still while it waits for an answer.
    ];

    public async Task TakeAsync(Picture picture, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(album);
        var file = new FileInfo(Path.Combine(album, $"{picture.Name}.png"));
        file.Delete();
        string[] own =
        [
            $"--user-data-dir={Path.Combine(folder, "browser")}",
            $"--blink-settings=preferredColorScheme={(picture.IsDark ? 0 : 1)}",
            $"--screenshot={file.FullName}",
            picture.Address,
        ];
        var (_, output) = await Tool.CaptureAsync(browser, [.. Arguments, .. own], folder, cancellationToken);
        file.Refresh();
        if (!file.Exists)
            throw new Trouble($"{browser} took no picture of {picture.Address}:{Environment.NewLine}{output}");
        if (file.Length > MaxBytes)
            throw new Trouble($"{file.Name} has {file.Length / 1024} KB, and may have {MaxBytes / 1024}: make what it shows smaller.");

        Say.Step($"docs/images/{file.Name}, {file.Length / 1024} KB");
    }
}
