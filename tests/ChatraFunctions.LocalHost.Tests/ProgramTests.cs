using System.Diagnostics;
using System.Net;
using TestKit;

namespace ChatraFunctions.LocalHost.Tests;

/// <summary>The program as a developer starts it: a process of its own, in a folder of its own.</summary>
public sealed class ProgramTests(AzuriteFixture azurite) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("chatra-localhost-");

    private readonly List<Process> _started = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        foreach (var process in _started.Where(process => !process.HasExited))
            process.Kill();

        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task It_says_where_it_listens_answers_there_and_ends_with_0_on_SIGTERM()
    {
        var process = Start(Settings(), "--port", "0");
        var line = await process.StandardOutput.ReadLineAsync(Cancel);

        line.ShouldNotBeNull().ShouldStartWith("Listening on http://127.0.0.1:");
        using var http = new HttpClient();
        using var response = await http.GetAsync(new Uri($"{line["Listening on ".Length..]}/api/nothing-here"), Cancel);
        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        response.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");

        Signals.Terminate(process);
        (await ExitAsync(process)).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task A_missing_setting_is_one_line_and_exit_code_1()
    {
        var settings = Settings();
        settings.Remove("AzureWebJobsStorage");
        var process = Start(settings, "--port", "0");

        var (exitCode, errors) = await ExitAsync(process);

        exitCode.ShouldBe(1);
        errors.ShouldHaveSingleItem().ShouldStartWith("AzureWebJobsStorage: ");
    }

    [Fact]
    public async Task A_port_that_is_taken_is_one_line_and_exit_code_1()
    {
        using var taken = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var process = Start(Settings(), "--port", $"{port}");

        var (exitCode, errors) = await ExitAsync(process);

        exitCode.ShouldBe(1);
        errors.ShouldHaveSingleItem().ShouldContain($"{port}");
    }

    [Fact]
    public async Task Both_files_are_found_above_the_working_directory_and_the_environment_wins_over_them()
    {
        await WriteAsync("host.json", """{ "version": "2.0", "extensions": { "queues": { "batchSize": 8 } } }""");
        await WriteAsync("local.settings.json", """{ "Values": { "LocalHost__MessageLease": "nonsense" } }""");
        var refused = Start(Settings(), "--port", "0");
        (await ExitAsync(refused)).Errors.ShouldHaveSingleItem().ShouldStartWith("LocalHost__MessageLease: ");

        var settings = Settings();
        settings["LocalHost__MessageLease"] = "00:00:30";
        settings["AzureFunctionsJobHost__extensions__queues__batchSize"] = "99";
        var refusedAgain = Start(settings, "--port", "0");

        (await ExitAsync(refusedAgain)).Errors.ShouldHaveSingleItem().ShouldStartWith("AzureFunctionsJobHost__extensions__queues__batchSize: ", Case.Insensitive);
    }

    [Fact]
    public async Task A_broken_host_json_is_one_line()
    {
        await WriteAsync("host.json", "{ \"version\": ");
        var process = Start(Settings(), "--port", "0");

        var (exitCode, errors) = await ExitAsync(process);

        exitCode.ShouldBe(1);
        errors.ShouldHaveSingleItem().ShouldStartWith("host.json: ");
    }

    /// <summary>All that the app needs to start.</summary>
    private Dictionary<string, string> Settings() => new()
    {
        ["AzureWebJobsStorage"] = azurite.NewAccount(),
        ["Chatra__PublicKey"] = "public",
        ["Chatra__SecretKey"] = "secret",
    };

    private Task WriteAsync(string file, string text) => File.WriteAllTextAsync(Path.Combine(_folder.FullName, file), text, Cancel);

    private Process Start(Dictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "ChatraFunctions.LocalHost.dll"), .. arguments])
        {
            WorkingDirectory = _folder.CreateSubdirectory("below").FullName,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in new[] { "AzureWebJobsStorage", "LocalHost__MessageLease" })
            start.Environment.Remove(name);

        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        var process = Process.Start(start)!;
        _started.Add(process);
        return process;
    }

    private static async Task<(int ExitCode, string[] Errors)> ExitAsync(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync(Cancel);
        var errors = await process.StandardError.ReadToEndAsync(Cancel);
        await output;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(40));
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
