using System.Text.Json;
using ChatraFunctions.Outbox;
using ChatraFunctions.Queues;
using ChatraFunctions.Queues.Poison;
using ChatraFunctions.Requests;
using ChatraFunctions.Storage;
using TestKit;

namespace ChatraFunctions.Core.Tests.Queues.Poison;

/// <summary>GET /poison and GET /poison/{queue}.</summary>
public sealed class PoisonReaderTests(AzuriteFixture azurite)
{
    private const string Private = """{"text":"zebra","email":"jane@example.com"}""";

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Event_is_told_by_its_identifiers_and_not_by_what_it_says()
    {
        await using var stack = await PoisonStack.OnAsync(azurite);
        var id = await stack.AddAsync(
            QueueNames.ChatraEvents, PoisonStack.Envelope("e1", Private, "chatFragment", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));

        var page = (await stack.Reader.PeekAsync("chatra-events", Ending)).Value.ShouldNotBeNull();

        (page.Queue, page.Depth).ShouldBe(("chatra-events", 1));
        var message = page.Messages.ShouldHaveSingleItem();
        message.InsertedAt.ShouldNotBeNull();
        message.ShouldBe(new PoisonMessage
        {
            Id = id,
            InsertedAt = message.InsertedAt,
            Readable = true,
            EventId = "e1",
            EventName = "chatFragment",
            AcceptedAt = PoisonStack.At,
            TraceId = "0af7651916cd43dd8448eb211c80319c",
        });
        JsonSerializer.Serialize(page).ShouldNotContain("zebra");
        JsonSerializer.Serialize(page).ShouldNotContain("jane@");
    }

    [Fact]
    public async Task Looking_takes_nothing_and_hides_nothing()
    {
        await using var stack = await PoisonStack.OnAsync(azurite);
        await stack.AddAsync(QueueNames.OrderEvents, PoisonStack.Envelope("e1"));

        var first = await stack.PeekOneAsync("order-events");

        (await stack.PeekOneAsync("order-events-poison")).ShouldBe(first);
        first.DequeueCount.ShouldBe(0);
    }

    [Fact]
    public async Task Page_ends_at_32_and_the_depth_tells_of_the_rest()
    {
        await using var stack = await PoisonStack.OnAsync(azurite);
        for (var number = 0; number < 40; number++)
            await stack.AddAsync(QueueNames.ChatraEvents, PoisonStack.Envelope($"e{number}"));

        var page = (await stack.Reader.PeekAsync("chatra-events", Ending)).Value.ShouldNotBeNull();

        page.Depth.ShouldBe(40);
        page.Messages.Select(message => message.EventId).ShouldBe(Enumerable.Range(0, 32).Select(number => $"e{number}"));
    }

    [Fact]
    public async Task Wake_up_is_told_by_its_delivery_and_where_that_stands()
    {
        await using var stack = await PoisonStack.OnAsync(azurite);
        await stack.Get<MessageOutbox>().QueueAsync(new NewMessage("skipped", ClientId: null, "zebra"), Ending);
        await stack.AddAsync(QueueNames.ChatraSend, new WakeUp("skipped", PoisonStack.At, PoisonStack.At, new Slot(PoisonStack.At, Epoch: 0)).ToMessage());

        var message = await stack.PeekOneAsync("chatra-send");

        (message.Key, message.Status, message.AcceptedAt, message.Readable).ShouldBe(("skipped", DeliveryStatus.Skipped, PoisonStack.At, true));
    }

    [Theory]
    [InlineData("chatra-events", "not Base64!", "its text is not Base64")]
    [InlineData("chatra-events", "e30=", "it is not an envelope")]
    [InlineData("order-events", "", "it is not an envelope")]
    [InlineData("outbox", "e30=", "it is not a wake-up")]
    public async Task What_no_function_can_read_says_so(string queue, string text, string reason)
    {
        await using var stack = await PoisonStack.OnAsync(azurite);
        await stack.AddTextAsync(queue, text);

        var message = await stack.PeekOneAsync(queue);

        (message.Readable, message.Reason, message.EventId, message.Key).ShouldBe((false, reason, null, null));
    }

    [Fact]
    public async Task Claim_check_whose_blob_is_gone_says_so()
    {
        await using var stack = await PoisonStack.OnAsync(azurite);
        await stack.AddAsync(QueueNames.ChatraEvents, PoisonStack.Envelope("e1", blobName: "chatra-events/e1.json"));
        (await stack.PeekOneAsync("chatra-events")).Reason.ShouldBe("the blob with its body is gone");

        await stack.Get<StorageAccount>().Container(ContainerNames.Payloads).UploadBlobAsync("chatra-events/e1.json", new BinaryData("{}"), Ending);

        var message = await stack.PeekOneAsync("chatra-events");
        (message.Readable, message.Reason).ShouldBe((true, null));
    }

    [Fact]
    public async Task Tables_and_blobs_that_do_not_answer_do_not_hide_the_messages()
    {
        await using var stack = await PoisonStack.OnAsync(azurite);
        await stack.AddAsync(QueueNames.ChatraSend, new WakeUp("k", PoisonStack.At).ToMessage());
        stack.Proxy.BeforeForward = call => Task.FromResult(call.Service == StorageService.Queue ? null : FaultAction.Answer(403, "AuthorizationPermissionMismatch"));

        var message = await stack.PeekOneAsync("chatra-send");

        (message.Key, message.Readable, message.Status, message.Reason).ShouldBe(("k", true, null, null));
    }

    [Fact]
    public async Task Time_to_live_that_the_platform_gives_is_told()
    {
        await using var stack = await PoisonStack.OnAsync(azurite);
        await stack.Poison(QueueNames.ChatraEvents).SendMessageAsync("e30=", cancellationToken: Ending); // seven days unless told otherwise

        var message = await stack.PeekOneAsync("chatra-events");

        message.ExpiresAt.ShouldBe(message.InsertedAt + TimeSpan.FromDays(7));
    }

    [Fact]
    public async Task Overview_has_every_queue_its_depth_and_its_oldest()
    {
        await using var stack = await PoisonStack.OnAsync(azurite);
        await stack.AddAsync(QueueNames.OrderEvents, PoisonStack.Envelope("first"));
        await stack.AddAsync(QueueNames.OrderEvents, PoisonStack.Envelope("second"));
        var oldest = (await stack.Poison(QueueNames.OrderEvents).PeekMessageAsync(Ending)).Value.InsertedOn;

        var overview = await stack.Reader.ListAsync(Ending);

        overview.Queues.Keys.ShouldBe(["chatra-events", "order-events", "outbox", "chatra-send", "erasures"]);
        overview.Queues["order-events"].ShouldBe(new PoisonDepth(2, oldest, null));
        overview.Queues["outbox"].ShouldBe(new PoisonDepth(0, null, null));
    }

    [Fact]
    public async Task Poison_queue_that_is_not_there_yet_is_empty()
    {
        await using var stack = await PoisonStack.OnAsync(azurite);
        await stack.Poison(QueueNames.ChatraEvents).DeleteAsync(Ending);

        (await stack.Reader.PeekAsync("chatra-events", Ending)).Value.ShouldNotBeNull().Messages.ShouldBeEmpty();
        (await stack.ReplayAsync("chatra-events")).Value.ShouldBe(new ReplayReport("chatra-events", 0, 0));
        (await stack.Replay.RemoveAsync("chatra-events", "any", Ending)).ShouldNotBeNull().Reason.ShouldBe(RefusalReason.NotFound);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("chatra-events-poison-poison")]
    [InlineData("")]
    public async Task Unknown_queue_is_refused(string name)
    {
        await using var stack = await PoisonStack.OnAsync(azurite);

        (await stack.Reader.PeekAsync(name, Ending)).Refusal.ShouldNotBeNull().Reason.ShouldBe(RefusalReason.NotFound);
        (await stack.ReplayAsync(name)).Refusal.ShouldNotBeNull().Reason.ShouldBe(RefusalReason.NotFound);
        (await stack.Replay.RemoveAsync(name, "id", Ending)).ShouldNotBeNull().Reason.ShouldBe(RefusalReason.NotFound);
    }
}
