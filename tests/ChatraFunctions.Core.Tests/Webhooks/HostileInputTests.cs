using System.Text;
using ChatraFunctions.Core.Tests.Transcripts;
using ChatraFunctions.Queues;
using ChatraFunctions.Requests;
using TestKit;

namespace ChatraFunctions.Core.Tests.Webhooks;

/// <summary>Whatever is sent: a 4xx that names the fault, or stored in full. Never an exception, never a poisonous message.</summary>
public sealed class HostileInputTests(AzuriteFixture azurite)
{
    private const string Whole = """{"eventName":"chatStarted","message":{"id":"m","type":"client","text":"Hi","createdAt":1},"client":{"id":"c","chatId":"chat-1"}}""";

    public static TheoryData<string, string> Unusable => new()
    {
        { "not JSON", "Hello" },
        { "only white space", "  \n " },
        { "truncated", Whole[..^1] },
        { "two objects", Whole + Whole },
        { "a comment", "/* x */" + Whole },
        { "a trailing comma", """{"eventName":"x",}""" },
        { "an array", $"[{Whole}]" },
        { "a string", "\"chatStarted\"" },
        { "null", "null" },
        { "10,000 arrays", """{"eventName":"x","a":""" + new string('[', 10_000) + new string(']', 10_000) + "}" },
        { "10,000 objects", string.Concat(Enumerable.Repeat("""{"client":""", 10_000)) + "1" + new string('}', 10_000) },
        { "a name twice", Whole.Replace("\"id\":\"c\"", "\"id\":\"c\",\"\\u0069d\":\"d\"", StringComparison.Ordinal) },
        { "UTF-16 in an escape that breaks off", """{"eventName":"\ud8"}""" },
        { "no event name", "{}" },
        { "an empty event name", """{"eventName":""}""" },
        { "a number as event name", """{"eventName":5}""" },
        { "an endless event name", $$"""{"eventName":"{{new string('x', 100_000)}}"}""" },
    };

    [Theory]
    [MemberData(nameof(Unusable))]
    public async Task Unusable_body_is_refused_as_400(string what, string body)
    {
        await using var stack = await ChatStack.OnAsync(azurite);

        var outcome = await stack.SendAsync(body);

        outcome.Refusal.ShouldNotBeNull(what);
        outcome.Refusal.Reason.ShouldBe(RefusalReason.Invalid);
        outcome.Refusal.Detail.ShouldNotBeNullOrWhiteSpace();
        await ShouldBeEmptyAsync(stack);
    }

    [Fact]
    public async Task Body_that_is_no_UTF8_empty_too_long_or_no_JSON_type_is_told_apart()
    {
        await using var stack = await ChatStack.OnAsync(azurite, maxBodyBytes: 2_000);
        byte[] latin1 = [.. Encoding.UTF8.GetBytes("{\"eventName\":\""), 0xE9, .. "\"}"u8];

        (await stack.SendAsync(latin1)).Refusal!.Reason.ShouldBe(RefusalReason.Invalid);
        (await stack.SendAsync([])).Refusal!.Reason.ShouldBe(RefusalReason.Invalid);
        (await stack.SendAsync(new byte[2_001])).Refusal!.Reason.ShouldBe(RefusalReason.TooLarge);
        (await stack.SendAsync(Encoding.UTF8.GetBytes(Whole), "text/plain")).Refusal!.Reason.ShouldBe(RefusalReason.NotJson);
        (await stack.SendAsync(Encoding.UTF8.GetBytes(Whole), "")).Refusal!.Reason.ShouldBe(RefusalReason.NotJson);
        await ShouldBeEmptyAsync(stack);
    }

    public static TheoryData<string, string[]> Incomplete => new()
    {
        { """{"eventName":"chatStarted"}""", ["/message", "/client"] },
        { """{"eventName":"chatFragment"}""", ["/messages", "/client"] },
        { """{"eventName":"chatTranscript","messages":{},"client":[]}""", ["/messages", "/client"] },
        { """{"eventName":"chatTranscript","messages":[],"client":{"id":"c","chatId":"x","latestVisit":{"finishedAt":"soon"}}}""", ["/client/latestVisit/finishedAt"] },
        { """{"eventName":"chatFragment","messages":[{},7],"client":{}}""", ["/messages/0/id", "/messages/0/type", "/messages/0/createdAt", "/messages/0/text", "/messages/1", "/client/id", "/client/chatId"] },
        { Whole.Replace("\"chat-1\"", "\"\"", StringComparison.Ordinal), ["/client/chatId"] },
        { Whole.Replace("chat-1", new string('/', 93), StringComparison.Ordinal), ["/client/chatId"] },
        { Whole.Replace("\"c\"", "null", StringComparison.Ordinal), ["/client/id"] },
        { Whole.Replace("\"m\"", "17", StringComparison.Ordinal), ["/message/id"] },
        { Whole.Replace(":1}", ":\"1\"}", StringComparison.Ordinal), ["/message/createdAt"] },
        { Whole.Replace(":1}", ":-1}", StringComparison.Ordinal), ["/message/createdAt"] },
        { Whole.Replace(":1}", ":1.5}", StringComparison.Ordinal), ["/message/createdAt"] },
        { Whole.Replace(":1}", ":253402300800000}", StringComparison.Ordinal), ["/message/createdAt"] },
        { Whole.Replace(":1}", ":1e400}", StringComparison.Ordinal), ["/message/createdAt"] },
        { Whole.Replace("\"Hi\"", "{}", StringComparison.Ordinal), ["/message/text"] },
    };

    [Theory]
    [MemberData(nameof(Incomplete))]
    public async Task Incomplete_event_is_refused_with_every_offending_pointer(string body, string[] pointers)
    {
        await using var stack = await ChatStack.OnAsync(azurite);

        var outcome = await stack.SendAsync(body);

        outcome.Refusal.ShouldNotBeNull();
        outcome.Refusal.Reason.ShouldBe(RefusalReason.Invalid);
        outcome.Refusal.Faults.Select(fault => fault.Pointer).ShouldBe(pointers);
    }

    public static TheoryData<string, string> Odd => new()
    {
        { "a byte order mark", "\uFEFF" + Whole },
        { "half an emoji", Whole.Replace("Hi", @"a\ud83d b\ude00", StringComparison.Ordinal) },
        { "half an emoji in the ids", Whole.Replace("\"m\"", @"""\ud83d""", StringComparison.Ordinal).Replace("chat-1", @"\ude00\ud83d", StringComparison.Ordinal) },
        { "NUL characters", Whole.Replace("Hi", @"\u0000\u0000", StringComparison.Ordinal).Replace("\"m\"", @"""\u0000""", StringComparison.Ordinal) },
        { "huge numbers", Whole.Replace("\"id\":\"c\"", "\"id\":\"c\",\"a\":1e999999999999,\"b\":-0.0,\"c\":" + new string('9', 1_000), StringComparison.Ordinal) },
        { "a deep client", Whole.Replace("\"id\":\"c\"", "\"id\":\"c\",\"a\":" + new string('[', 60) + new string(']', 60), StringComparison.Ordinal) },
        { "deep unknown properties", Whole.Replace("\"id\":\"m\"", "\"id\":\"m\",\"a\":" + new string('[', 62) + new string(']', 62), StringComparison.Ordinal) },
        { "wrong optional fields", Whole.Replace("\"id\":\"m\"", "\"id\":\"m\",\"isMissed\":\"yes\",\"agentId\":7,\"file\":[],\"receivedFrom\":null", StringComparison.Ordinal) },
        { "a client without an id to find it by", Whole.Replace("\"c\"", "\"\"", StringComparison.Ordinal) },
        { "a client id that is no key", Whole.Replace("\"c\"", $"\"{new string('x', 5_000)}\"", StringComparison.Ordinal) },
        { "empty names", Whole.Replace("\"id\":\"m\"", "\"id\":\"m\",\"\":{\"\":\"\"}", StringComparison.Ordinal) },
        { "columns' own names", Whole.Replace("\"id\":\"m\"", "\"id\":\"m\",\"PartitionKey\":\"x\",\"odata.etag\":\"y\",\"Text2\":\"z\",\"Extra\":1", StringComparison.Ordinal) },
        { "an empty fragment", """{"eventName":"chatFragment","messages":[],"client":{"id":"c","chatId":"chat-1"}}""" },
        { "an unknown event", """{"eventName":"../..//chat?Rated#","a":[[]]}""" },
        { "10,000 properties", Whole.Replace("\"id\":\"c\"", "\"id\":\"c\"" + string.Concat(Enumerable.Range(0, 10_000).Select(number => $",\"p{number}\":{number}")), StringComparison.Ordinal) },
    };

    [Theory]
    [MemberData(nameof(Odd))]
    public async Task Odd_but_whole_event_is_stored(string what, string body)
    {
        await using var stack = await ChatStack.OnAsync(azurite);

        var messages = await stack.AcceptAsync(body);

        await Should.NotThrowAsync(() => stack.StoreAsync(messages.Single()), what);
        var rows = await stack.RowsAsync("Transcripts");
        (rows.Count + await stack.Unknown.CountAsync(TestContext.Current.CancellationToken)).ShouldBeGreaterThan(0);
        if (rows.Count > 0)
            System.Text.Json.JsonDocument.Parse(await stack.ReadJsonAsync(rows[0].GetString("ChatId")), JsonBody.Stored).Dispose();
    }

    private static async Task ShouldBeEmptyAsync(ChatStack stack) =>
        (await stack.Account.Queue(QueueNames.ChatraEvents).PeekMessagesAsync(32, TestContext.Current.CancellationToken)).Value.ShouldBeEmpty();
}
