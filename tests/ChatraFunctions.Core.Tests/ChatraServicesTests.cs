using Chatra.Api;
using ChatraFunctions.Core.Tests.Outbox;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChatraFunctions.Core.Tests;

/// <summary>What holds for every host, the Functions worker and others, as its services are composed.</summary>
public sealed class ChatraServicesTests
{
    /// <summary>An address of the app may have a <c>clientId</c> or a function key in it, one of Chatra a <c>clientId</c>.</summary>
    [Fact]
    public async Task Addresses_of_requests_are_not_logged()
    {
        using var log = new CapturedLog();
        await using var services = new ServiceCollection()
            .AddChatraFunctions(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["AzureWebJobsStorage"] = "UseDevelopmentStorage=true",
                ["Chatra:BaseUrl"] = "http://127.0.0.1:9/",
                ["Chatra:PublicKey"] = "public",
                ["Chatra:SecretKey"] = "secret",
            }).Build())
            .AddLogging(logging => logging
                .SetMinimumLevel(LogLevel.Trace).AddProvider(log)
                .AddFilter("System.Net.Http.HttpClient.Chatra.LogicalHandler", LogLevel.Trace))
            .BuildServiceProvider();
        await Should.ThrowAsync<ChatraApiException>(() => services.GetRequiredService<ChatraClient>().Clients.GetAsync("zebra-client", TestContext.Current.CancellationToken));
        log.Lines.ShouldNotContain(line => line.Contains("zebra-client"));

        var loggers = services.GetRequiredService<ILoggerFactory>();

        loggers.CreateLogger("Microsoft.AspNetCore.Hosting.Diagnostics").IsEnabled(LogLevel.Information).ShouldBeFalse();
        loggers.CreateLogger("Microsoft.AspNetCore.Routing.Matching.DfaMatcher").IsEnabled(LogLevel.Debug).ShouldBeFalse();
        loggers.CreateLogger("ChatraFunctions").IsEnabled(LogLevel.Debug).ShouldBeTrue();
    }
}
