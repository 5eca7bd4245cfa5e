using System.Text;
using ChatraFunctions.Customers;
using ChatraFunctions.Outbox;
using ChatraFunctions.Queues;
using ChatraFunctions.Requests;
using ChatraFunctions.Status;
using ChatraFunctions.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TestKit;

namespace ChatraFunctions.Core.Tests.Status;

/// <summary>Storage is down: whoever asks is told so, in a way that every route maps to 503.</summary>
public sealed class StoppedStorageTests
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_use_of_storage_ends_in_an_outage_that_is_known_for_one()
    {
        await using var azurite = await AzuriteServer.LaunchAsync(Ending);
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddChatraFunctions(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["AzureWebJobsStorage"] = azurite.NewAccount(),
                ["Chatra:PublicKey"] = "p",
                ["Chatra:SecretKey"] = "s",
            }).Build())
            .BuildServiceProvider();
        await azurite.StopAsync();

        await Task.WhenAll(
            ShouldBeAnOutageAsync(services.GetRequiredService<CustomerBindings>().BindAsync("1", null, Ending)),
            ShouldBeAnOutageAsync(services.GetRequiredService<CustomerBindings>().UnbindAsync("1", Ending)),
            ShouldBeAnOutageAsync(services.GetRequiredService<MessageOutbox>().QueueAsync(new NewMessage("k", "c", "t"), Ending)),
            ShouldBeAnOutageAsync(services.GetRequiredService<StatusReader>().ReadAsync(Ending)),
            ShouldBeAnOutageAsync(services.GetRequiredService<OutboxReleaser>().RunAsync(Ending)));
        (await services.GetRequiredService<HealthCheck>().CheckAsync(Ending)).IsServing().ShouldBeFalse();
        var queue = services.GetRequiredKeyedService<DurableQueue>(QueueNames.OrderEvents);
        var outcome = await queue.SendAsync(new Envelope("id", "name", DateTimeOffset.UnixEpoch, Encoding.UTF8.GetBytes("{}")), Ending);
        outcome.Refusal.ShouldNotBeNull().Reason.ShouldBe(RefusalReason.Unavailable);
    }

    private static async Task ShouldBeAnOutageAsync(Task task) => StorageOutage.Is(await Should.ThrowAsync<Exception>(task)).ShouldBeTrue();
}
