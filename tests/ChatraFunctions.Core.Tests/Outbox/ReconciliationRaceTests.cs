using System.Text.Json;
using System.Text.Json.Nodes;
using ChatraFunctions.Outbox;
using ChatraFunctions.Queues;
using ChatraFunctions.Storage;
using ChatraFunctions.Transcripts;
using ChatraFunctions.Webhooks;
using TestKit;

namespace ChatraFunctions.Core.Tests.Outbox;

/// <summary>Webhooks that come while something else happens to the message, and look-alikes.</summary>
public sealed class ReconciliationRaceTests(AzuriteFixture azurite)
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Other_texts_clients_times_and_messages_that_were_not_pushed_say_nothing()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await InDoubtAsync(stack, "k", "Hello");
        var notPushed = Pushed(stack, "not-pushed", "Hello");
        notPushed["isPushed"] = false;
        var file = Pushed(stack, "a-file", "Hello");
        file.Remove("text");
        file["file"] = new JsonObject { ["url"] = "https://example.com/x" };

        await ObserveAsync(stack, Pushed(stack, "other-text", "Hello!"), notPushed, file, Pushed(stack, "older", "Hello", TimeSpan.FromMinutes(-3)));
        await ObserveAsync(stack, "other-visitor", Pushed(stack, "other-client", "Hello"));

        (await stack.FindAsync("k")).Status.ShouldBe(DeliveryStatus.Sending);
        await ObserveAsync(stack, Pushed(stack, "clocks-differ", "Hello", TimeSpan.FromMinutes(-1)));
        (await stack.FindAsync("k")).MessageId.ShouldBe("clocks-differ");
    }

    [Fact]
    public async Task Message_on_its_way_with_the_text_of_one_in_doubt_settles_neither()
    {
        await using var stack = await OutboxStack.OnAsync(azurite, ("Outbox__OnUncertain", "Hold"));
        await InDoubtAsync(stack, "in doubt", "Hello");
        var gate = stack.Chatra.HoldsNext();
        var sending = stack.SendAsync(await stack.QueueAsync("on its way", "Hello"));
        await Eventually.HoldsAsync(() => stack.Chatra.Calls.Count == 2, "it calls");

        await ObserveAsync(stack, Pushed(stack, "chatra-2", "Hello"));

        (await stack.FindAsync("in doubt")).Status.ShouldBe(DeliveryStatus.Failed);
        gate.SetResult();
        await sending;
        (await stack.FindAsync("on its way")).MessageId.ShouldBe("chatra-2");
    }

    [Fact]
    public async Task Webhook_that_is_quicker_than_chatras_answer_counts_once()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var gate = stack.Chatra.HoldsNext();
        var sending = stack.SendAsync(await stack.QueueAsync("k", "Hello"));
        await Eventually.HoldsAsync(() => stack.Chatra.Calls.Count == 1, "it calls");
        await stack.TakeAllAsync(QueueNames.Outbox);

        await ObserveAsync(stack, Pushed(stack, "chatra-1", "Hello"));
        gate.SetResult();
        await sending;

        var sent = await stack.FindAsync("k");
        sent.History.Count(entry => entry.Status == DeliveryStatus.Sent).ShouldBe(1);
        sent.MessageId.ShouldBe("chatra-1");
        (await stack.CountAsync(QueueNames.Outbox)).ShouldBe(0);
        stack.Log.Lines.ShouldNotContain(line => line.Contains("may have it twice", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Retried_message_is_recognised_by_its_first_send()
    {
        await using var stack = await OutboxStack.OnAsync(azurite, ("Outbox__OnUncertain", "Hold"));
        await InDoubtAsync(stack, "k", "Hello");
        var first = Pushed(stack, "real-id", "Hello");
        stack.Time.Advance(TimeSpan.FromHours(1));
        (await stack.Get<MessageChanges>().RetryAsync("k", Ending)).Refusal.ShouldBeNull();

        await ObserveAsync(stack, first);
        await stack.RunDueAsync();

        stack.Chatra.Calls.Count.ShouldBe(1);
        (await stack.FindAsync("k")).MessageId.ShouldBe("real-id");
    }

    [Fact]
    public async Task Message_deleted_in_doubt_is_deleted_in_chatra_when_it_is_seen()
    {
        await using var stack = await OutboxStack.OnAsync(azurite, ("Outbox__OnUncertain", "Hold"));
        await InDoubtAsync(stack, "k", "Hello");
        (await stack.Get<MessageChanges>().DeleteAsync("k", Ending)).Value.ShouldBe(new QueuedMessage("k", DeliveryStatus.Deleted));
        await stack.TakeAllAsync(QueueNames.Outbox);
        stack.Time.Advance(TimeSpan.FromHours(1));

        await ObserveAsync(stack, Pushed(stack, "real-id", "Hello", TimeSpan.FromHours(-1)));
        await stack.RunDueAsync();

        stack.Chatra.Calls[^1].ShouldBe("DELETE real-id");
        (await stack.FindAsync("k")).Status.ShouldBe(DeliveryStatus.Deleted);
        await stack.CompanionsShouldAgreeAsync();
    }

    [Fact]
    public async Task Message_whose_id_could_not_be_read_gets_it_from_the_webhook()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        stack.Chatra.GarblesNextAnswer();
        await stack.SendAsync(await stack.QueueAsync("k", "Hello"));

        await ObserveAsync(stack, Pushed(stack, "real-id", "Hello"));

        (await stack.FindAsync("k")).MessageId.ShouldBe("real-id");
    }

    [Fact]
    public async Task Event_comes_again_when_the_message_changes_at_the_same_time()
    {
        await using var stack = await OutboxStack.OnAsync(azurite, ("Outbox__OnUncertain", "Hold"));
        await InDoubtAsync(stack, "k", "Hello");
        var isChanged = false;
        stack.Proxy.BeforeForward = async call =>
        {
            if (!isChanged && call.Resource == "$batch")
            {
                isChanged = true;
                await stack.MakeAsync("k", delivery => delivery with { Attempts = 7 });
            }

            return null;
        };

        await Should.ThrowAsync<StorageBusyException>(ObserveAsync(stack, Pushed(stack, "real-id", "Hello")));
        await ObserveAsync(stack, Pushed(stack, "real-id", "Hello"));

        var sent = await stack.FindAsync("k");
        (sent.Status, sent.Attempts).ShouldBe((DeliveryStatus.Sent, 7));
    }

    private static async Task<Delivery> InDoubtAsync(OutboxStack stack, string key, string text)
    {
        var delivery = await stack.QueueAsync(key, text);
        stack.Chatra.LosesNextAnswer();
        await stack.SendAsync(delivery);
        (await stack.FindAsync(key)).IsAwaited.ShouldBeTrue();
        return delivery;
    }

    private static JsonObject Pushed(OutboxStack stack, string id, string text, TimeSpan later = default) => new()
    {
        ["id"] = id,
        ["type"] = "agent",
        ["text"] = text,
        ["isPushed"] = true,
        ["createdAt"] = (stack.Now + later).ToUnixTimeMilliseconds(),
    };

    private static Task ObserveAsync(OutboxStack stack, params JsonObject[] messages) => ObserveAsync(stack, "visitor", messages);

    private static async Task ObserveAsync(OutboxStack stack, string clientId, params JsonObject[] messages)
    {
        var fragment = new JsonObject
        {
            ["eventName"] = EventNames.ChatFragment,
            ["messages"] = new JsonArray([.. messages.Select(message => message.DeepClone())]),
            ["client"] = new JsonObject { ["id"] = clientId, ["chatId"] = "chat" },
        };
        using var document = JsonDocument.Parse(fragment.ToJsonString());
        var read = ChatEventReader.Read(EventNames.ChatFragment, document.RootElement);
        await stack.Get<IChatEventObserver>().ObserveAsync(read.Value.ShouldNotBeNull(), Ending);
    }
}
