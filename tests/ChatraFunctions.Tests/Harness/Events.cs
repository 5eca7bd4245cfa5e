using System.Text.Json.Nodes;
using TestKit;

namespace ChatraFunctions.Tests.Harness;

/// <summary>Chatra's documented events, of any chat.</summary>
internal static class Events
{
    public static JsonObject Started(string chatId, string? clientId = null) => Of("chatStarted.json", chatId, clientId);

    public static JsonObject Fragment(string chatId, string? clientId = null) => Of("chatFragment.json", chatId, clientId);

    public static JsonObject Transcript(string chatId, string? clientId = null) => Of("chatTranscript.json", chatId, clientId);

    /// <summary>The documented transcript with as many messages, each with the text of its number.</summary>
    public static JsonObject Transcript(string chatId, int messages, Func<int, string> text)
    {
        var transcript = Transcript(chatId);
        transcript["messages"] = new JsonArray([.. Enumerable.Range(0, messages).Select(number => Message(number, text(number)))]);
        return transcript;
    }

    public static string NewId(string prefix = "chat") => $"{prefix}-{Guid.NewGuid():N}";

    public static JsonObject Message(int number, string text) => new()
    {
        ["id"] = $"message{number:D5}",
        ["type"] = number % 2 == 0 ? "client" : "agent",
        ["text"] = text,
        ["createdAt"] = 1_442_224_934_355 + (number * 1000L),
    };

    private static JsonObject Of(string file, string chatId, string? clientId)
    {
        var root = JsonNode.Parse(Payloads.Read(file))!.AsObject();
        root["client"]!["chatId"] = chatId;
        if (clientId is not null)
            root["client"]!["id"] = clientId;

        return root;
    }
}
