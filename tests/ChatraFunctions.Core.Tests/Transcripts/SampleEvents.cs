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
}
