using System.Text;
using System.Text.Json;
using Chatra.Api.Tests.Fixtures;

namespace Chatra.Api.Tests;

/// <summary>Webhooks beyond the documentation's examples.</summary>
public sealed class ChatraWebhookTests
{
    private const string Visitor = """ "client":{"id":"v","chatId":"c"} """;

    public static TheoryData<string> Examples => ["chatStarted", "chatFragment", "chatTranscript"];

    [Fact]
    public void Name_is_found_wherever_it_stands()
    {
        var json = $$"""{"messages":[],{{Visitor}},"eventName":"chatFragment"}""";

        ChatraWebhook.Parse(json).ShouldBeOfType<ChatFragment>().Client.ChatId.ShouldBe("c");
    }

    [Theory]
    [InlineData("ch\\u0061tFragment")]
    [InlineData("chatFragment")]
    public void Name_may_be_spelled_with_escapes(string name) =>
        ChatraWebhook.Parse($$"""{"\u0065ventName":"{{name}}","messages":[],{{Visitor}}}""").ShouldBeOfType<ChatFragment>();

    [Fact]
    public void Unknown_properties_are_kept_at_every_level()
    {
        const string json = """
            {"eventName":"chatTranscript","rating":5,"messages":[{"id":"m","type":"bot","createdAt":1.5e12,"mood":null,
            "file":{"pages":3,"imageInfo":{"dpi":300}}}],"agents":[{"id":"a","role":"x"}],"chatStartedPage":{"lang":"en"},
            "client":{"id":"v","chatId":"c","tags":["vip"],"latestVisit":{"referrer":"r","viewedPages":[{"seconds":9}]},"basicInfo":{"fax":"1"},
            "info":{"number":1,"yes":true}}}
            """;

        var transcript = ChatraWebhook.Parse(json).ShouldBeOfType<ChatTranscript>();

        Unknown.In(transcript).ShouldBe(
            [
                "ChatTranscript: rating", "ChatMessage: mood", "ChatFile: pages", "ChatImage: dpi", "ChatAgent: role", "ChatPage: lang", "ChatClient: tags",
                "ChatVisit: referrer", "ChatPage: seconds", "BasicInfo: fax",
            ],
            ignoreOrder: true);
        transcript.Messages[0].CreatedAt.ShouldBe(DateTimeOffset.FromUnixTimeMilliseconds(1_500_000_000_000));
        (transcript.Client.Info!["number"].GetInt32(), transcript.Client.Info["yes"].GetBoolean()).ShouldBe((1, true));
    }

    [Fact]
    public void Unknown_event_is_kept_whole()
    {
        var other = ChatraWebhook.Parse("""{"eventName":"chatRated","stars":5,"client":{"id":7}}""").ShouldBeOfType<UnknownChatraEvent>();

        other.EventName.ShouldBe("chatRated");
        other.Unknown!.ToDictionary(property => property.Key, property => property.Value.GetRawText())
            .ShouldBe(new Dictionary<string, string> { ["stars"] = "5", ["client"] = """{"id":7}""" });
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"eventName\":\"chatFragment\"")]
    [InlineData("""{"eventName":7}""")]
    [InlineData("""{"eventName":"chatFragment","messages":[]}""")]
    [InlineData("""{"eventName":"chatFragment","client":{"id":"v","chatId":"c"}}""")]
    [InlineData("""{"eventName":"chatFragment","messages":[],"client":{"id":"v"}}""")]
    [InlineData("""{"eventName":"chatFragment","messages":[],"client":{"chatId":"c"}}""")]
    [InlineData("""{"eventName":"chatFragment","messages":null,"client":{"id":"v","chatId":"c"}}""")]
    [InlineData("""{"eventName":"chatTranscript","messages":[null],"client":{"id":"v","chatId":"c"}}""")]
    [InlineData("""{"eventName":"chatTranscript","messages":[{"id":"m","type":"agent"}],"client":{"id":"v","chatId":"c"}}""")]
    [InlineData("""{"eventName":"chatStarted","message":{"type":"agent","createdAt":1},"client":{"id":"v","chatId":"c"}}""")]
    [InlineData("""{"eventName":"chatStarted","message":{"id":"m","type":"agent","createdAt":"1"},"client":{"id":"v","chatId":"c"}}""")]
    [InlineData("""{"eventName":"chatStarted","message":{"id":"m","type":"agent","createdAt":1e40},"client":{"id":"v","chatId":"c"}}""")]
    [InlineData("""{"eventName":"chatStarted","message":{"id":"m","type":"agent","createdAt":99999999999999999},"client":{"id":"v","chatId":"c"}}""")]
    [InlineData("""{"eventName":"\ud800"}""")]
    [InlineData("""{"eventName":"chatFragment","messages":[],"client":{"id":"v","chatId":"c","city":7}}""")]
    public void What_is_no_event_is_a_JsonException(string json) => Should.Throw<JsonException>(() => ChatraWebhook.Parse(json));

    [Fact]
    public void Refusal_shows_the_place_and_no_value()
    {
        var error = Should.Throw<JsonException>(
            () => ChatraWebhook.Parse($$"""{"eventName":"chatFragment","messages":[{"id":"m","type":"client","createdAt":"PERSONAL"}],{{Visitor}}}"""));

        error.Path.ShouldBe("$.messages[0].createdAt");
        error.ToString().ShouldNotContain("PERSONAL");
    }

    [Fact]
    public void Nesting_without_end_is_refused_not_a_crash() =>
        Should.Throw<JsonException>(() => ChatraWebhook.Parse($$"""{"a":{{new string('[', 100_000)}}"""));

    [Theory]
    [MemberData(nameof(Examples))]
    public void Event_prints_neither_text_nor_person(string example)
    {
        var json = Payload.ReadWebhook(example);
        var parsed = ChatraWebhook.Parse(json);

        object?[] printed = parsed switch
        {
            ChatStarted started => [started, started.Message, started.Agent, started.Client, started.Client.BasicInfo, started.ChatStartedPage],
            ChatFragment fragment => [fragment, .. fragment.Messages, .. fragment.Agents!, fragment.Client, fragment.Client.LatestVisit],
            ChatTranscript transcript => [transcript, .. transcript.Messages, transcript.Messages[4].File, transcript.Messages[4].File!.ImageInfo],
            _ => [],
        };

        var text = string.Join('\n', printed);
        text.ShouldStartWith(example);
        foreach (var secret in (string[])["protected", "Jane", "Julia", "353", "skinny", "192.168", "ucarecdn", "receipt", "order"])
            text.ShouldNotContain(secret);
    }

    /// <summary>
    /// The limit for time is the same and measured by bench/Chatra.Api.Bench; bytes can be told in a test, because they do not vary.
    /// </summary>
    [Theory]
    [MemberData(nameof(Examples))]
    public void Parse_allocates_at_most_half_more_than_the_serializer_alone(string example)
    {
        var json = Encoding.UTF8.GetBytes(Payload.ReadWebhook(example));
        Func<object?> bare = example switch
        {
            "chatStarted" => () => JsonSerializer.Deserialize(json, ChatraJson.Default.ChatStarted),
            "chatFragment" => () => JsonSerializer.Deserialize(json, ChatraJson.Default.ChatFragment),
            _ => () => JsonSerializer.Deserialize(json, ChatraJson.Default.ChatTranscript),
        };

        var (parsed, alone) = (BytesOf(() => ChatraWebhook.Parse(json)), BytesOf(bare));

        alone.ShouldBeGreaterThan(1000);
        parsed.ShouldBeLessThanOrEqualTo(alone * 3 / 2);
    }

    private static long BytesOf(Func<object?> parse)
    {
        GC.KeepAlive(parse()); // What is made once is not counted.
        var before = GC.GetAllocatedBytesForCurrentThread();
        GC.KeepAlive(parse());
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
