using System.Text;
using System.Text.Json.Nodes;

namespace ChatraFunctions.Core.Tests.Transcripts;

/// <summary>Events made to measure.</summary>
internal static class SampleEvents
{
    public const string ChatId = "chat-1";

    /// <summary>2026-01-01T12:00:00Z.</summary>
    public const long Noon = 1_767_268_800_000;

    public static JsonObject Message(string id, long createdAt, string? text = "Hello") =>
        new() { ["id"] = id, ["type"] = "client", ["text"] = text, ["createdAt"] = createdAt };

    public static JsonObject Client(string chatId = ChatId) => new() { ["id"] = "client-1", ["chatId"] = chatId };

    public static JsonObject Started(JsonObject message) =>
        new() { ["eventName"] = "chatStarted", ["message"] = message, ["client"] = Client() };

    public static JsonObject Fragment(params JsonObject[] messages) =>
        new() { ["eventName"] = "chatFragment", ["messages"] = new JsonArray(messages), ["client"] = Client() };

    public static JsonObject Transcript(params JsonObject[] messages) =>
        new() { ["eventName"] = "chatTranscript", ["messages"] = new JsonArray(messages), ["client"] = Client() };

    /// <summary>A transcript of many messages, a second apart, from noon on.</summary>
    public static JsonObject Transcript(int count) =>
        Transcript([.. Enumerable.Range(0, count).Select(number => Message($"message-{number:D5}", Noon + (number * 1_000L), $"Text {number} 🙂 שלום"))]);

    /// <summary>Quotation marks weigh most on the way: the service's JSON has six characters for each.</summary>
    public static JsonObject WithClientOf(int length, int version)
    {
        var fragment = Fragment(Message("a", Noon + version));
        fragment["client"]!["integrationData"] = new JsonObject { ["Cart"] = LongText(length / 2), ["Tags"] = Tags(length / 8) };
        return fragment;
    }

    private static JsonArray Tags(int count) => [.. Enumerable.Range(0, count).Select(number => JsonValue.Create($"{number % 10}"))];

    public static string LongText(int length)
    {
        const string pattern = "x🙂 שלום \"quoted\" مرحبا 👩‍👩‍👧 ";
        var text = new StringBuilder(length + pattern.Length);
        while (text.Length < length)
            text.Append(pattern);
        return text.ToString();
    }
}
