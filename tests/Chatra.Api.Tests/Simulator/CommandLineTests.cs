using System.Diagnostics;
using Chatra.Api.Tests.Fixtures;
using ChatraFunctions.Simulator;

namespace Chatra.Api.Tests.Simulator;

/// <summary>The simulator as a process.</summary>
public sealed class CommandLineTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_says_where_it_listens_and_takes_the_keys_and_limit_it_was_given()
    {
        using var process = Start("--port", "0", "--requests-per-minute", "1", "--public-key", Keys.Public, "--secret-key", Keys.Secret);
        try
        {
            var line = await process.StandardOutput.ReadLineAsync(Cancellation);
            line.ShouldNotBeNull().ShouldStartWith("Listening on http://127.0.0.1:");
            var messages = Client.For($"{line["Listening on ".Length..]}/api").PushedMessages;

            await messages.CreateAsync(new("c", "t"), Cancellation);
            var error = await Should.ThrowAsync<ChatraApiException>(() => messages.CreateAsync(new("c", "t"), Cancellation));
            error.Kind.ShouldBe(ChatraErrorKind.RateLimited);
        }
        finally
        {
            process.Kill();
        }
    }

    [Theory]
    [InlineData("--verbose", "")]
    [InlineData("--port")]
    [InlineData("--port", "70000")]
    [InlineData("--requests-per-minute", "0")]
    [InlineData("--secret-key", "")]
    [InlineData("--webhooks", "here")]
    [InlineData("--fragment-delay", "61")]
    [InlineData("--webhook-disorder", "-1")]
    [InlineData("--news-wait", "61")]
    [InlineData("--app", "here")]
    [InlineData("--app-key", "")]
    [InlineData("--shopify-secret", "")]
    public async Task Unknown_or_senseless_arguments_are_refused_with_the_usage(params string[] args)
    {
        using var process = Start(args);
        var errors = await process.StandardError.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);

        process.ExitCode.ShouldBe(2);
        errors.ShouldContain($"not understood: {args[0]}");
        errors.ShouldContain("usage: simulator");
    }

    [Fact]
    public async Task Port_that_is_taken_is_said_in_one_line()
    {
        await using var chatra = await SimulatedChatra.StartAsync();
        using var process = Start("--port", $"{new Uri(chatra.BaseUrl).Port}");
        var errors = await process.StandardError.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);

        process.ExitCode.ShouldBe(1);
        errors.TrimEnd().ShouldContain("address already in use");
        errors.TrimEnd().ShouldNotContain("\n");
    }

    [Fact]
    public async Task Stop_does_not_wait_for_a_request_that_hangs()
    {
        await using var chatra = await SimulatedChatra.StartAsync();
        await chatra.FaultAsync(new { kind = "hang" });
        var hanging = chatra.Http.GetAsync("pushedMessages/x", Cancellation);
        await chatra.ArrivedAsync(1);

        await chatra.StopAsync();

        await Should.ThrowAsync<HttpRequestException>(() => hanging);
    }

    [Fact]
    public void Defaults_are_the_documented_limit_and_the_local_keys() =>
        new SimulatorOptions().ShouldBe(
            new SimulatorOptions { Port = 7072, RequestsPerMinute = 60, PublicKey = "local-public-key", SecretKey = "local-secret-key" });

    private static Process Start(params string[] args)
    {
        var program = typeof(SimulatorApp).Assembly.Location;
        return Process.Start(new ProcessStartInfo("dotnet", [program, .. args])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }
}
