using Azure;
using Azure.Storage.Queues;

namespace TestKit.Tests;

public sealed class AzuriteServerTests(AzuriteFixture azurite)
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Accounts_do_not_see_each_others_queues()
    {
        var first = new QueueServiceClient(azurite.NewAccount());
        var second = new QueueServiceClient(azurite.NewAccount());
        await first.CreateQueueAsync("orders", cancellationToken: Ending);

        (await first.GetQueueClient("orders").ExistsAsync(Ending)).Value.ShouldBeTrue();
        (await second.GetQueueClient("orders").ExistsAsync(Ending)).Value.ShouldBeFalse();
    }

    [Fact]
    public async Task What_was_stored_survives_an_outage_at_the_same_address()
    {
        await using var own = await AzuriteServer.LaunchAsync(Ending);
        var options = new QueueClientOptions { Retry = { MaxRetries = 0 } };
        var queue = new QueueClient(own.NewAccount(), "orders", options);
        await queue.CreateAsync(cancellationToken: Ending);
        await queue.SendMessageAsync("kept", Ending);

        await own.StopAsync();
        await Should.ThrowAsync<RequestFailedException>(() => queue.SendMessageAsync("refused", Ending));
        await own.StartAsync(Ending);

        var messages = await queue.ReceiveMessagesAsync(maxMessages: 32, cancellationToken: Ending);
        messages.Value.Select(message => message.MessageText).ShouldBe(["kept"]);
    }
}
