using System.Text.Json;
using System.Text.Json.Nodes;
using ChatraFunctions.Outbox;
using ChatraFunctions.Queues;
using ChatraFunctions.Transcripts;
using ChatraFunctions.Webhooks;
using TestKit;

namespace ChatraFunctions.Core.Tests.Outbox;

/// <summary>Chatra's webhooks bring pushed messages back: what was in doubt is known then.</summary>
public sealed class ReconciliationTests(AzuriteFixture azurite)
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Resend")]
    [InlineData("Hold")]
    public async Task Message_in_doubt_that_a_webhook_shows_is_sent_and_not_repeated(string onUncertain)
    {
        await using var stack = await OutboxStack.OnAsync(azurite, ("Outbox__OnUncertain", onUncertain));
        var delivery = await InDoubtAsync(stack);

        await SeeAsync(stack, Pushed(stack, "from-chatra", " Hello\r\n"));

        var sent = await stack.FindAsync("k");
        (sent.Status, sent.MessageId, sent.Reason).ShouldBe((DeliveryStatus.Sent, "from-chatra", null));
        (await stack.Deliveries.CountUnsentAsync(Ending)).Unsent.ShouldBe(0);
        stack.Time.Advance(TimeSpan.FromHours(1));
        await stack.SendAsync(delivery);
        stack.Chatra.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Message_that_was_retried_after_a_fault_is_found_too()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await InDoubtAsync(stack);
        stack.Time.Advance(TimeSpan.FromMinutes(3));
        stack.Chatra.AnswersNext(503);
        await stack.SendAsync(delivery); // It is queued now, and still in doubt because of its first attempt.

        await SeeAsync(stack, Pushed(stack, "from-chatra", "Hello"));

        (await stack.FindAsync("k")).Status.ShouldBe(DeliveryStatus.Sent);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(408)]
    public async Task Message_that_was_taken_behind_a_server_error_is_found_and_not_repeated(int status)
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await stack.QueueAsync("k");
        stack.Chatra.AnswersNext(status);
        await stack.SendAsync(delivery);

        await SeeAsync(stack, Pushed(stack, "from-chatra", "Hello"));

        (await stack.FindAsync("k")).MessageId.ShouldBe("from-chatra");
        stack.Time.Advance(TimeSpan.FromHours(1));
        await stack.SendAsync(delivery);
        stack.Chatra.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("Other text", "visitor", 0)]
    [InlineData("Hello", "somebody else", 0)]
    [InlineData("Hello", "visitor", -3)]
    public async Task Another_text_client_or_time_is_another_message(string text, string clientId, int minutes)
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await InDoubtAsync(stack);

        await SeeAsync(stack, clientId, Pushed(stack, "from-chatra", text, TimeSpan.FromMinutes(minutes)));

        (await stack.FindAsync("k")).Status.ShouldBe(DeliveryStatus.Sending);
    }

    [Fact]
    public async Task Message_that_belongs_to_another_delivery_does_not_count_for_this_one()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await stack.SendAsync(await stack.QueueAsync("same text"));
        await InDoubtAsync(stack);

        await SeeAsync(stack, Pushed(stack, "chatra-1", "Hello"));

        (await stack.FindAsync("k")).Status.ShouldBe(DeliveryStatus.Sending);
    }

    [Fact]
    public async Task Two_in_doubt_with_the_same_text_are_both_left_as_they_are()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await InDoubtAsync(stack);
        await InDoubtAsync(stack, "other");

        await SeeAsync(stack, Pushed(stack, "from-chatra", "Hello"));

        (await stack.FindAsync("k")).Status.ShouldBe(DeliveryStatus.Sending);
        (await stack.FindAsync("other")).Status.ShouldBe(DeliveryStatus.Sending);
    }

    [Fact]
    public async Task Message_deleted_while_in_doubt_is_deleted_in_chatra_when_it_is_seen_there()
    {
        await using var stack = await OutboxStack.OnAsync(azurite, ("Outbox__OnUncertain", "Hold"));
        var delivery = await InDoubtAsync(stack);
        await stack.Get<MessageChanges>().DeleteAsync("k", Ending);

        await SeeAsync(stack, Pushed(stack, "from-chatra", "Hello"));
        await stack.SendAsync(delivery);

        stack.Chatra.Lines.ShouldBe(["POST /pushedMessages/", "DELETE /pushedMessages/from-chatra"]);
        (await stack.FindAsync("k")).Status.ShouldBe(DeliveryStatus.Deleted);
    }

    [Fact]
    public async Task Message_edited_while_in_doubt_is_found_by_the_text_that_was_sent_and_edited_in_chatra()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await InDoubtAsync(stack);
        await stack.Get<MessageChanges>().EditAsync("k", "new", Ending);
        stack.Proxy.Clear();

        await SeeAsync(stack, Pushed(stack, "from-chatra", "Hello"));

        stack.DelaysOf(QueueNames.Outbox).ShouldBe([0]);
        await stack.SendAsync(delivery);
        stack.Chatra.Lines.ShouldBe(["POST /pushedMessages/", "PUT /pushedMessages/from-chatra"]);
        stack.Chatra.Requests[^1].GetProperty("text").GetString().ShouldBe("new");
        (await stack.FindAsync("k")).Status.ShouldBe(DeliveryStatus.Edited);
    }

    [Fact]
    public async Task Message_of_which_only_the_id_is_unknown_gets_it_from_a_webhook()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var delivery = await stack.QueueAsync("k");
        stack.Chatra.GarblesNextAnswer();
        await stack.SendAsync(delivery);

        await SeeAsync(stack, Pushed(stack, "from-chatra", "Hello"));

        var sent = await stack.FindAsync("k");
        (sent.Status, sent.MessageId, sent.IsAwaited).ShouldBe((DeliveryStatus.Sent, "from-chatra", false));
    }

    [Fact]
    public async Task Missed_message_is_noted_once()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await stack.SendAsync(await stack.QueueAsync("k"));
        var missed = Pushed(stack, "chatra-1", "Hello");
        missed["isMissedByClient"] = true;

        await SeeAsync(stack, missed);
        (await stack.FindAsync("k")).IsMissedByClient.ShouldBeTrue();

        stack.Proxy.Clear();
        await SeeAsync(stack, missed);
        stack.Proxy.Calls.ShouldAllBe(call => call.Method == "GET");
    }

    [Fact]
    public async Task Event_without_pushed_messages_costs_nothing_and_one_with_them_a_query()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await stack.SendAsync(await stack.QueueAsync("k"));
        stack.Proxy.Clear();

        var ordinary = Pushed(stack, "id", "Hello");
        ordinary.Remove("isPushed");
        await SeeAsync(stack, ordinary);
        stack.Proxy.Calls.ShouldBeEmpty();

        await SeeAsync(stack, Pushed(stack, "chatra-1", "Hello"));
        stack.Proxy.Calls.ShouldHaveSingleItem();
    }

    private static async Task<Delivery> InDoubtAsync(OutboxStack stack, string key = "k")
    {
        var delivery = await stack.QueueAsync(key);
        stack.Chatra.LosesNextAnswer();
        await stack.SendAsync(delivery);
        return delivery;
    }

    private static JsonObject Pushed(OutboxStack stack, string id, string text, TimeSpan? later = null) => new()
    {
        ["id"] = id,
        ["type"] = "agent",
        ["text"] = text,
        ["isPushed"] = true,
        ["createdAt"] = (stack.Now + (later ?? TimeSpan.Zero)).ToUnixTimeMilliseconds(),
    };

    private static Task SeeAsync(OutboxStack stack, JsonObject message) => SeeAsync(stack, "visitor", message);

    private static Task SeeAsync(OutboxStack stack, string clientId, JsonObject message)
    {
        var fragment = new JsonObject
        {
            ["eventName"] = "chatFragment",
            ["messages"] = new JsonArray(message.DeepClone()),
            ["client"] = new JsonObject { ["id"] = clientId, ["chatId"] = "chat" },
        };
        var read = ChatEventReader.Read("chatFragment", JsonSerializer.SerializeToElement(fragment));
        return stack.Get<IChatEventObserver>().ObserveAsync(read.Value.ShouldNotBeNull(), Ending);
    }
}
