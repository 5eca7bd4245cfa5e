using DevTool.Sending;

namespace DevTool.Running;

/// <summary>Everything on this machine, until Ctrl+C.</summary>
internal static class Up
{
    /// <returns>0 after Ctrl+C; 1 when one of the programs ended by itself.</returns>
    public static async Task<int> RunAsync(Repository repository, CancellationToken cancellationToken)
    {
        await using var own = TakeStorage(repository.Path(".local"));
        await using var run = await LocalRun.StartAsync(repository, OptionsFor(repository), cancellationToken);
        ShowAddresses(run);
        var interrupted = Task.Delay(Timeout.Infinite, cancellationToken);
        var exit = run.FirstExitAsync();
        await Task.WhenAny(interrupted, exit);
        Say.Line();
        if (cancellationToken.IsCancellationRequested)
        {
            Say.Step("Stopping the functions, the simulated Chatra and Azurite");
            return 0;
        }

        var ended = await exit;
        Say.Line($"{ended.Name} ended by itself with exit code {await ended.Exit}; stopping the rest.");
        return 1;
    }

    /// <summary>Two Azurites on one folder would each write over what the other keeps.</summary>
    private static FileStream TakeStorage(string folder)
    {
        Directory.CreateDirectory(folder);
        try
        {
            return new FileStream(Path.Combine(folder, "up.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new Trouble("It is up already: another `dotnet run dev.cs up` has the storage in .local.");
        }
    }

    private static LocalRunOptions OptionsFor(Repository repository)
    {
        // The storefront is told where the functions will be, before they are.
        var (port, key) = (Ports.Choose([7071])[0], LocalFunctionKey.Find(repository));
        return new()
        {
            StorageFolder = repository.Path(".local", "azurite"),
            StoragePorts = Ports.Choose(10000, 10001, 10002),
            FunctionsPort = port,
            SimulatorPort = Ports.Choose(7072),
            SimulatorArguments = ["--app", $"http://127.0.0.1:{port}", "--shopify-secret", ShopifySecret(), .. key is null ? [] : (string[])["--app-key", key]],
            WorkingFolder = repository.Root,
            Settings = settings => YieldToUser(new Dictionary<string, string?>(settings.Concat(SampleSecrets.Settings))),
            FunctionKey = key,
            Print = Say.Line,
        };
    }

    /// <summary>What the functions will verify with: the user's own, where there is one.</summary>
    private static string ShopifySecret() =>
        Environment.GetEnvironmentVariable("Orders__Shopify__WebhookSecrets__0") is { Length: > 0 } own ? own : SampleSecrets.Shopify;

    // What the user has set in the environment stands.
    private static Dictionary<string, string?> YieldToUser(Dictionary<string, string?> settings)
    {
        var set = Environment.GetEnvironmentVariables().Keys.Cast<string>().ToArray();
        // AzureWebJobsStorage may be one setting or several, AzureWebJobsStorage__accountName and so on.
        return settings
            .Where(setting => !set.Any(name => name == setting.Key || name.StartsWith($"{setting.Key}__", StringComparison.Ordinal)))
            .ToDictionary();
    }

    private static void ShowAddresses(LocalRun run) => Say.Line($$"""

        Functions         {{run.FunctionsAddress}}/api
        Simulated Chatra  {{run.SimulatorAddress}}, its webhooks go to the functions
        Azurite           {{run.StorageAddress}}, data in .local/azurite

        Shop              {{run.SimulatorAddress}}/shop: buy, and the message arrives in the chat
        Chat and inbox    {{run.SimulatorAddress}}/
        Console           {{run.FunctionsAddress}}/api/console

        Try, in another terminal:
          curl -i {{run.FunctionsAddress}}/api/webhooks/chatra -H 'Content-Type: application/json' -d @tests/Payloads/chatTranscript.json
          curl {{run.FunctionsAddress}}/api/chats/aC4krWMZWLYzz9sKZ
          curl {{run.FunctionsAddress}}/api/messages -H 'Content-Type: application/json' -d '{"clientId":"me","text":"Hello","key":"first"}'
          curl {{run.FunctionsAddress}}/api/messages/first
          curl {{run.SimulatorAddress}}/_simulator/visitors/me/say -H 'Content-Type: application/json' -d '{"text":"Hi"}'
          curl {{run.SimulatorAddress}}/_simulator/webhooks
          dotnet run dev.cs send shopify placed --order 1001

        Ctrl+C stops everything.

        """);
}
