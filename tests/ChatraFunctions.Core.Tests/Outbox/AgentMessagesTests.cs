using System.Text;
using System.Text.Json;
using ChatraFunctions.Outbox;
using ChatraFunctions.Requests;
using ChatraFunctions.Transcripts;
using ChatraFunctions.Webhooks;
using Microsoft.AspNetCore.Http;
using TestKit;

namespace ChatraFunctions.Core.Tests.Outbox;

/// <summary>Messages as an agent writes them: POST /messages with <c>"as": "agent"</c>.</summary>
public sealed class AgentMessagesTests(AzuriteFixture azurite)
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(
        """{"clientId":"visitor","text":"Hello","as":"agent","agentId":"d9n"}""",
        """{"clientId":"visitor","text":"Hello","agentId":"d9n"}""")]
    [InlineData(
        """{"clientId":"visitor","text":"Hello","as":"agent","agentId":"d9n","receivedFrom":"Desk"}""",
        """{"clientId":"visitor","text":"Hello","agentId":"d9n","receivedFrom":"Desk"}""")]
    [InlineData(
        """{"clientId":"visitor","text":"Hello","as":"agent","agentEmail":"liz@example.com","agentName":"Liz","receivedFrom":"Desk"}""",
        """{"clientId":"visitor","text":"Hello","agentEmail":"liz@example.com","agentName":"Liz","receivedFrom":"Desk"}""")]
    public async Task Message_is_sent_edited_and_deleted_as_an_agent_s(string body, string expected)
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var key = (await PostAsync(stack, body)).Value.ShouldNotBeNull().Key;
        await stack.RunDueAsync();
        await stack.Get<MessageChanges>().EditAsync(key, "Good morning", Ending);
        await stack.RunDueAsync();
        await stack.Get<MessageChanges>().DeleteAsync(key, Ending);
        await stack.RunDueAsync();

        stack.Chatra.Lines.ShouldBe(["POST /messages/", "PUT /messages/chatra-1", "DELETE /messages/chatra-1"]);
        Sorted(stack.Chatra.Requests[0]).ShouldBe(Sorted(JsonDocument.Parse(expected).RootElement));
        (await stack.FindAsync(key)).Status.ShouldBe(DeliveryStatus.Deleted);
        await stack.CompanionsShouldAgreeAsync();
    }

    [Fact]
    public async Task Same_key_twice_is_one_message_and_the_first_speaker_counts()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);

        var first = await PostAsync(stack, """{"clientId":"visitor","text":"Hello","key":"k","as":"agent","agentId":"d9n"}""");
        var second = await PostAsync(stack, """{"clientId":"visitor","text":"Hello","key":"k"}""");
        await stack.RunDueAsync();

        second.Value.ShouldBe(first.Value);
        stack.Chatra.Lines.ShouldBe(["POST /messages/"]);
    }

    [Theory]
    [InlineData("""{"as":"robot"}""", "/as")]
    [InlineData("""{"as":5}""", "/as")]
    [InlineData("""{"as":"agent"}""", "/agentId")]
    [InlineData("""{"as":"agent","agentId":5}""", "/agentId")]
    [InlineData("""{"as":"agent","agentEmail":"liz@example.com"}""", "/agentName", "/receivedFrom")]
    [InlineData("""{"as":"agent","agentEmail":"liz@example.com","agentName":"Liz"}""", "/receivedFrom")]
    [InlineData("""{"as":"agent","agentEmail":"liz@example.com","receivedFrom":"Desk"}""", "/agentName")]
    [InlineData("""{"as":"agent","agentId":"d9n","agentEmail":"liz@example.com","agentName":"Liz","receivedFrom":"Desk"}""", "/agentEmail", "/agentName")]
    [InlineData("""{"as":"agent","agentId":"d9n","groupId":"g"}""", "/groupId")]
    [InlineData("""{"agentEmail":"liz@example.com","agentName":"Liz","receivedFrom":"Desk"}""", "/agentEmail", "/agentName", "/receivedFrom")]
    [InlineData("""{"key":"customers/42"}""", "/key")]
    public async Task Wrong_speaker_is_named_and_nothing_is_queued(string speaker, params string[] pointers)
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var body = """{"clientId":"visitor","text":"Hello",""" + speaker[1..];

        var refusal = (await PostAsync(stack, body)).Refusal.ShouldNotBeNull();

        refusal.Reason.ShouldBe(RefusalReason.Invalid);
        refusal.Faults.Select(fault => fault.Pointer).ShouldBe(pointers, ignoreOrder: true);
        refusal.Detail.ShouldNotContain("liz");
        stack.Proxy.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Message_in_doubt_is_recognised_by_its_mark_and_its_text_and_not_sent_again()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await PostAsync(stack, """{"clientId":"visitor","text":"Hello","key":"k","as":"agent","agentId":"d9n","receivedFrom":"Desk"}""");
        stack.Chatra.LosesNextAnswer();
        await stack.RunDueAsync();
        (await stack.FindAsync("k")).IsInDoubt.ShouldBeTrue();

        foreach (var (id, mark) in new[] { ("other-mark", "\"receivedFrom\":\"Other\""), ("no-mark", "\"agentName\":\"Liz\""), ("pushed", "\"isPushed\":true") })
        {
            await ObserveAsync(stack, id, mark);
            (await stack.FindAsync("k")).MessageId.ShouldBeNull(id);
        }

        await ObserveAsync(stack, "chatra-1", "\"receivedFrom\":\"Desk\"");
        var sent = await stack.FindAsync("k");
        (sent.Status, sent.MessageId).ShouldBe((DeliveryStatus.Sent, "chatra-1"));
        await stack.RunDueAsync();
        stack.Chatra.Lines.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Pushed_message_in_doubt_is_not_taken_for_an_agent_s()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await stack.QueueAsync("k");
        stack.Chatra.LosesNextAnswer();
        await stack.RunDueAsync();

        await ObserveAsync(stack, "chatra-1", "\"receivedFrom\":\"Desk\"");

        (await stack.FindAsync("k")).MessageId.ShouldBeNull();
    }

    private static Task ObserveAsync(OutboxStack stack, string id, string mark)
    {
        var message = $$"""{"id":"{{id}}","type":"agent","text":"Hello","createdAt":{{stack.Now.ToUnixTimeMilliseconds()}},"agentId":"d9n",{{mark}}}""";
        var fragment = JsonSerializer.Deserialize<JsonElement>($$"""{"eventName":"chatFragment","messages":[{{message}}],"client":{"id":"visitor","chatId":"chat"} }""");
        return stack.Get<IChatEventObserver>().ObserveAsync(ChatEventReader.Read("chatFragment", fragment).Value.ShouldNotBeNull(), Ending);
    }

    private static string Sorted(JsonElement body) => string.Join('\n', body.EnumerateObject().Select(property => property.ToString()).Order(StringComparer.Ordinal));

    private static Task<Outcome<QueuedMessage>> PostAsync(OutboxStack stack, string body)
    {
        var context = new DefaultHttpContext { Request = { Method = "POST", ContentType = "application/json", Body = new MemoryStream(Encoding.UTF8.GetBytes(body)) } };
        return stack.Get<MessageIntake>().QueueAsync(context.Request, Ending);
    }
}
