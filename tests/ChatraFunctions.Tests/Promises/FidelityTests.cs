using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChatraFunctions.Tests.Harness;

namespace ChatraFunctions.Tests.Promises;

/// <summary>What went in comes out, to the last character.</summary>
public sealed class FidelityTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private static readonly JsonSerializerOptions AsItIs = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] Samples =
    [
        "plain", "👩‍👩‍👧‍👦 family 🇮🇪", "שלום עולם, מה שלומך?", "مرحبا بالعالم", "e\u0301 ≠ é", "tab\t newline\n \"quotes\" \\ / </script>", "𝔘𝔫𝔦𝔠𝔬𝔡𝔢",
        "\u202Eright to left override\u202C", "   spaces   ", "\u2028\u2029\uFEFF", "", "'; DROP TABLE Transcripts; --",
    ];

    private readonly Api _api = fixture.App.Api;

    [Fact]
    public async Task A_transcript_of_2000_messages_reads_back_unchanged()
    {
        var chatId = Events.NewId();
        var transcript = Events.Transcript(chatId, 2000, number => $"{number}: {Samples[number % Samples.Length]}");

        (await _api.PostWebhookAsync(transcript.ToJsonString(AsItIs))).ShouldBe(HttpStatusCode.Accepted);
        var chat = (await _api.ChatAsync(chatId, messages: 2000, sessions: 1)).Json;

        JsonNode.DeepEquals(chat["messages"], transcript["messages"]).ShouldBeTrue();
        JsonNode.DeepEquals(chat["client"], transcript["client"]).ShouldBeTrue();
        chat["sessions"]![0]!["messageCount"]!.GetValue<int>().ShouldBe(2000);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_message_of_100000_characters_reads_back_unchanged(bool escaped)
    {
        var chatId = Events.NewId();
        var text = LongText(100_000);
        var started = Events.Started(chatId);
        started["message"]!["text"] = text;

        (await _api.PostWebhookAsync(escaped ? started.ToJsonString() : started.ToJsonString(AsItIs))).ShouldBe(HttpStatusCode.Accepted);
        var chat = (await _api.ChatAsync(chatId, messages: 1)).Json;

        chat["messages"]![0]!["text"]!.GetValue<string>().ShouldBe(text);
    }

    [Fact]
    public async Task A_client_of_any_size_and_properties_nobody_knows_read_back_unchanged()
    {
        var chatId = Events.NewId();
        var fragment = Events.Fragment(chatId);
        fragment["client"]!["customFormData"] = new JsonObject { ["essay"] = LongText(60_000), ["numbers"] = new JsonArray(1, -0.5, 12345678901234567890m) };
        fragment["messages"]![0]!["reactions"] = new JsonObject { ["👍"] = new JsonArray("a", new JsonObject { ["deep"] = null }) };
        fragment["weather"] = new JsonObject { ["sky"] = LongText(40_000) };

        (await _api.PostWebhookAsync(fragment.ToJsonString(AsItIs))).ShouldBe(HttpStatusCode.Accepted);
        var chat = (await _api.ChatAsync(chatId, messages: 3)).Json;

        JsonNode.DeepEquals(chat["client"], fragment["client"]).ShouldBeTrue();
        JsonNode.DeepEquals(chat["messages"], fragment["messages"]).ShouldBeTrue();
        JsonNode.DeepEquals(chat["weather"], fragment["weather"]).ShouldBeTrue();
    }

    [Fact]
    public async Task Half_an_emoji_loses_no_event()
    {
        var chatId = Events.NewId();
        var body = Events.Started(chatId).ToJsonString().Replace("Hi there!", "Hi \\ud83d there \\ude00", StringComparison.Ordinal);

        (await _api.PostWebhookAsync(body)).ShouldBe(HttpStatusCode.Accepted);
        var chat = (await _api.ChatAsync(chatId, messages: 1)).Json;

        chat["messages"]![0]!["text"]!.GetValue<string>().ShouldStartWith("Hi \uFFFD there \uFFFD");
    }

    [Fact]
    public async Task A_message_to_a_customer_reaches_Chatra_unchanged()
    {
        var text = LongText(100_000);
        (await _api.PostMessageAsync(new JsonObject { ["clientId"] = "long", ["text"] = text, ["key"] = "long" })).ShouldBe(HttpStatusCode.Accepted);

        (await _api.MessageAsync("long", "sent")).Json["text"]!.GetValue<string>().ShouldBe(text);
        (await fixture.App.Chatra.MessagesAsync("long")).ShouldHaveSingleItem().Text.ShouldBe(text);
    }

    /// <summary>So many UTF-16 units, with surrogate pairs across every boundary that storage could cut at.</summary>
    private static string LongText(int length)
    {
        var text = new StringBuilder("x");
        while (text.Length < length - 1)
            text.Append(text.Length % 997 == 0 ? "שלום " : "😀");

        return text.Append(text.Length < length ? "!" : "").ToString(0, length);
    }
}
