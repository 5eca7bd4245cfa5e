using System.Text;
using DevTool.Demo;
using DevTool.Pictures;
using DevTool.Running;
using DevTool.Sending;
using DevTool.Testing;

namespace DevTool;

/// <summary>The commands of <c>dotnet run dev.cs</c>.</summary>
public static class Commands
{
    private const int Usage = 2;
    private const int Interrupted = 130;

    private const string UsageText = """
        usage: dotnet run dev.cs <command>

          up                      everything on this machine: Azurite, a simulated Chatra, the functions
          demo                    the same, then sends sample events through both paths and checks what comes out
          host [--port N]         the functions alone, with the settings of the environment
          simulator [--port N] [--requests-per-minute N] [--webhooks ADDRESS]
                                  the simulated Chatra alone
          send <source> <kind> [--order N] ...
                                  a sample webhook to what `up` runs: send shopify shipped --order 1001
          screenshots             the pictures of the pages in docs/images, anew
          test                    all tests
        """;

    /// <returns>The exit code: 0 when all is well, 1 when it is not, 2 for a command that does not exist.</returns>
    public static async Task<int> RunAsync(string root, string[] args)
    {
        Console.OutputEncoding = Encoding.UTF8;
        using var interrupt = new Interrupt();
        var repository = new Repository(root);
        try
        {
            return await RunAsync(repository, args, interrupt.Token);
        }
        catch (Trouble trouble)
        {
            await Console.Error.WriteLineAsync(trouble.Message);
            return 1;
        }
        catch (OperationCanceledException) when (interrupt.Token.IsCancellationRequested)
        {
            return Interrupted;
        }
    }

    private static Task<int> RunAsync(Repository repository, string[] args, CancellationToken cancellationToken) => args switch
    {
        ["up"] => Up.RunAsync(repository, cancellationToken),
        ["demo"] => DemoRun.RunAsync(repository, cancellationToken),
        ["host", .. var rest] => Foreground.RunAsync(repository, Repository.Functions, rest, cancellationToken),
        ["simulator", .. var rest] => Foreground.RunAsync(repository, Repository.Simulator, rest, cancellationToken),
        ["send", .. var rest] => SendRun.RunAsync(repository, rest, cancellationToken),
        ["screenshots"] => PictureRun.RunAsync(repository, cancellationToken),
        ["test"] => TestRun.RunAsync(repository, cancellationToken),
        _ => ShowUsageAsync(),
    };

    private static async Task<int> ShowUsageAsync()
    {
        await Console.Error.WriteLineAsync(UsageText);
        return Usage;
    }
}
