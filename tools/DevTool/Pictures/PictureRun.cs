using System.Globalization;
using DevTool.Running;
using DevTool.Setup;

namespace DevTool.Pictures;

/// <summary>Runs everything on fresh storage, has something happen there, and takes pictures of the pages.</summary>
internal static class PictureRun
{
    /// <returns>0 when all pictures are taken.</returns>
    public static async Task<int> RunAsync(Repository repository, CancellationToken cancellationToken)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var browser = await Browser.EnsureAsync(repository, cancellationToken);
        var folder = Directory.CreateTempSubdirectory("chatra-pictures-");
        try
        {
            await TakeAsync(repository, new Camera(browser, folder.FullName, repository.Path("docs", "images")), folder.FullName, cancellationToken);
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task TakeAsync(Repository repository, Camera camera, string folder, CancellationToken cancellationToken)
    {
        // The first one found counts, and the search goes on to the repository's own.
        await File.WriteAllTextAsync(Path.Combine(folder, "local.settings.json"), "{}", cancellationToken);
        await using var run = await LocalRun.StartAsync(repository, OptionsFor(folder), cancellationToken);
        using var story = new Story(run);
        await TakeSimulatorAsync(run, story, camera, cancellationToken);
        var chatId = await story.TellAsync(cancellationToken);
        foreach (var picture in Pictures(run, chatId))
            await camera.TakeAsync(picture, cancellationToken);
    }

    /// <summary>Twice: somebody has to open the page before there is a visitor to talk with, whom the browser's profile keeps.</summary>
    private static async Task TakeSimulatorAsync(LocalRun run, Story story, Camera camera, CancellationToken cancellationToken)
    {
        await camera.TakeAsync(new Picture("simulator", run.SimulatorAddress), cancellationToken);
        var chatId = await story.GreetAsync(cancellationToken);
        await camera.TakeAsync(new Picture("simulator", $"{run.SimulatorAddress}/#{chatId}"), cancellationToken);
    }

    private static IEnumerable<Picture> Pictures(LocalRun run, string chatId) =>
    [
        new("console-overview", $"{run.FunctionsAddress}/api/console#overview"),
        new("console-overview-dark", $"{run.FunctionsAddress}/api/console#overview", IsDark: true),
        new("console-deliveries", $"{run.FunctionsAddress}/api/console#deliveries"),
        new("console-conversation", $"{run.FunctionsAddress}/api/console#conversations/{Uri.EscapeDataString(chatId)}"),
    ];

    /// <summary>Without a function key, so that the console does not ask for one.</summary>
    private static LocalRunOptions OptionsFor(string folder)
    {
        var ports = Ports.Free(4); // The simulator's page names the console before the functions are there.
        return new()
        {
            StorageFolder = folder,
            StoragePorts = ports[1..],
            FunctionsPort = ports[0],
            SimulatorPort = 0,
            SimulatorArguments = ["--news-wait", "0", "--app", $"http://127.0.0.1:{ports[0]}"],
            WorkingFolder = folder,
            Settings = IsolatedSettings.With,
        };
    }
}
