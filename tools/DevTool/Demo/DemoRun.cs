using System.Globalization;
using System.Security.Cryptography;
using DevTool.Running;

namespace DevTool.Demo;

/// <summary>Runs everything on fresh storage, sends what Chatra and a shop would send, and checks what comes of it.</summary>
internal static class DemoRun
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    /// <returns>0 only if everything came out right.</returns>
    public static async Task<int> RunAsync(Repository repository, CancellationToken cancellationToken)
    {
        // Nothing the user has set may send the samples to a real account, and times read the same everywhere.
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var folder = Directory.CreateTempSubdirectory("chatra-demo-");
        try
        {
            return await RunAsync(repository, folder.FullName, cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<int> RunAsync(Repository repository, string folder, CancellationToken cancellationToken)
    {
        // The first one found counts, and the search goes on to the repository's own.
        await File.WriteAllTextAsync(Path.Combine(folder, "local.settings.json"), "{}", cancellationToken);
        var secrets = new DemoSecrets(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), new Signature());
        await using var run = await LocalRun.StartAsync(repository, OptionsFor(folder, secrets), cancellationToken);
        var isRight = await PlayAsync(repository, run, secrets, cancellationToken);
        if (!isRight)
            ShowLogs(run);
        Say.Line(isRight ? "Everything came out right." : "Something is missing or wrong; see the lines with ✗ and the logs above.");
        return isRight ? 0 : 1;
    }

    private static async Task<bool> PlayAsync(Repository repository, LocalRun run, DemoSecrets secrets, CancellationToken interrupted)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(interrupted);
        limit.CancelAfter(Limit);
        var checks = new Checks();
        using var scenario = new Scenario(repository, run, secrets, checks);
        await checks.ReachAsync("the conversation is kept", () => scenario.KeepConversationAsync(limit.Token), interrupted);
        await checks.ReachAsync("the customer is told", () => scenario.TellCustomerAsync(limit.Token), interrupted);
        await checks.ReachAsync("the customer's answer is kept", () => scenario.AnswerCustomerAsync(limit.Token), interrupted);
        await checks.ReachAsync("the status can be read", () => scenario.CheckStatusAsync(limit.Token), interrupted);
        return checks.AllHold;
    }

    private static LocalRunOptions OptionsFor(string folder, DemoSecrets secrets) => new()
    {
        StorageFolder = folder,
        StoragePorts = Ports.Free(3),
        FunctionsPort = 0,
        SimulatorPort = 0,
        WorkingFolder = folder,
        Settings = settings => OwnSettings(settings, secrets),
        FunctionKey = secrets.FunctionKey,
    };

    private static Dictionary<string, string?> OwnSettings(Dictionary<string, string?> settings, DemoSecrets secrets) => IsolatedSettings.With(new(settings)
    {
        ["Orders__CloudEvents__WebhookSecrets__0"] = secrets.Signature.Secret,
        ["LocalHost__FunctionKeys__default"] = secrets.FunctionKey,
    });

    private static void ShowLogs(LocalRun run)
    {
        foreach (var child in run.Children)
        {
            Say.Line();
            Say.Line($"The last lines of {child.Name}:");
            foreach (var line in child.Tail)
                Say.Line($"  {line}");
        }

        Say.Line();
    }
}
