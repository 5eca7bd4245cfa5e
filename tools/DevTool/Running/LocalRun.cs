using System.Net.Http.Json;
using System.Text.RegularExpressions;
using DevTool.Setup;

namespace DevTool.Running;

/// <summary>Azurite, the simulated Chatra and the functions, running together.</summary>
internal sealed partial class LocalRun : IAsyncDisposable
{
    // Azurite's well-known development account; the key is published in its documentation.
    private const string Account =
        "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;"
        + "AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;";

    // In the order they start; they stop the other way round.
    private readonly List<Child> _children = [];

    public IReadOnlyList<Child> Children => _children;

    public string StorageAddress { get; private set; } = "";

    public string SimulatorAddress { get; private set; } = "";

    public string FunctionsAddress { get; private set; } = "";

    /// <summary>Builds what is needed, then starts all three, each after what it depends on.</summary>
    public static async Task<LocalRun> StartAsync(Repository repository, LocalRunOptions options, CancellationToken cancellationToken)
    {
        await NodeModules.RequireNodeAsync(repository, cancellationToken);
        await Task.WhenAll(
            NodeModules.EnsureAzuriteAsync(repository, cancellationToken),
            Binaries.BuildAsync(repository, cancellationToken, Repository.Functions, Repository.Simulator));

        var run = new LocalRun();
        try
        {
            await run.StartAllAsync(repository, options, cancellationToken);
            return run;
        }
        catch
        {
            await run.DisposeAsync();
            throw;
        }
    }

    /// <summary>Completes with the first of them that ends.</summary>
    public async Task<Child> FirstExitAsync()
    {
        var first = await Task.WhenAny(_children.Select(child => child.Exit));
        return _children.First(child => child.Exit == first);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var child in Enumerable.Reverse(_children))
            await child.DisposeAsync();
    }

    private async Task StartAllAsync(Repository repository, LocalRunOptions options, CancellationToken cancellationToken)
    {
        Say.Step("Starting Azurite, the simulated Chatra and the functions");
        var azurite = Start(options, AzuriteOf(repository, options), AzuriteListening());
        var simulator = Start(options, SimulatorOf(repository, options), Listening());
        await azurite.ReadyAsync(cancellationToken);
        SimulatorAddress = await simulator.ReadyAsync(cancellationToken);
        StorageAddress = $"127.0.0.1, ports {string.Join(", ", options.StoragePorts)}";

        var functions = Start(options, FunctionsOf(repository, options), Listening());
        FunctionsAddress = await functions.ReadyAsync(cancellationToken);
        await ConnectWebhooksAsync(options.FunctionKey, cancellationToken);
    }

    /// <summary>The functions have to know the simulator before they start, so the simulator hears of them afterwards.</summary>
    private async Task ConnectWebhooksAsync(string? functionKey, CancellationToken cancellationToken)
    {
        var query = functionKey is null ? "" : $"?code={Uri.EscapeDataString(functionKey)}";
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var answer = await http.PutAsJsonAsync(
            $"{SimulatorAddress}/_simulator/webhooks", new { address = $"{FunctionsAddress}/api/webhooks/chatra{query}" }, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    private Child Start(LocalRunOptions options, Launch launch, Regex readyLine)
    {
        var child = Child.Start(launch, readyLine, options.Print is { } print ? line => print($"[{launch.Name}] {line}") : null);
        _children.Add(child);
        return child;
    }

    private static Launch AzuriteOf(Repository repository, LocalRunOptions options) => new("azurite", "node",
    [
        "--require", repository.Path("tools", "azurite", "ignore-ctrl-c.cjs"),
        repository.Path("tools", "azurite", "node_modules", "azurite", "dist", "src", "azurite.js"),
        "--silent", "--skipApiVersionCheck", "--disableTelemetry", "--location", options.StorageFolder,
        "--blobPort", $"{options.StoragePorts[0]}", "--queuePort", $"{options.StoragePorts[1]}", "--tablePort", $"{options.StoragePorts[2]}",
    ]);

    private static Launch SimulatorOf(Repository repository, LocalRunOptions options) => new("simulator", Tool.Dotnet,
        [repository.Binary(Repository.Simulator), "--port", $"{options.SimulatorPort}", .. options.SimulatorArguments])
    {
        Directory = options.WorkingFolder,
    };

    private Launch FunctionsOf(Repository repository, LocalRunOptions options) => new("functions", Tool.Dotnet,
        [repository.Binary(Repository.Functions), "--port", $"{options.FunctionsPort}"])
    {
        Directory = options.WorkingFolder,
        Environment = options.Settings(new Dictionary<string, string?>
        {
            ["AzureWebJobsStorage"] = Account
                + $"BlobEndpoint=http://127.0.0.1:{options.StoragePorts[0]}/devstoreaccount1;"
                + $"QueueEndpoint=http://127.0.0.1:{options.StoragePorts[1]}/devstoreaccount1;"
                + $"TableEndpoint=http://127.0.0.1:{options.StoragePorts[2]}/devstoreaccount1;",
            ["Chatra__BaseUrl"] = $"{SimulatorAddress}/api/",
            ["Chatra__PublicKey"] = "local-public-key",
            ["Chatra__SecretKey"] = "local-secret-key",
            ["Widget__ScriptAddress"] = $"{SimulatorAddress}/chatra.js",
        }),
    };

    [GeneratedRegex(@"^Listening on (?<address>http://\S+?)/?$")]
    private static partial Regex Listening();

    // The last of its three services to start.
    [GeneratedRegex(@"^Azurite Table service is successfully listening at (?<address>\S+)$")]
    private static partial Regex AzuriteListening();
}
