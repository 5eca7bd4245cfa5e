using System.Globalization;
using System.Text.Json;
using ChatraFunctions.Requests;
using ChatraFunctions.Storage;

namespace ChatraFunctions.Webhooks;

/// <summary>
/// Reads a documented event and notes every place where something is missing that the documentation shows as always there.
/// Nothing else is asked for: a wrong optional field never loses an event.
/// </summary>
internal sealed class ChatEventReader
{
    /// <summary>A body of nothing but empty messages would otherwise get an answer eighty times its size.</summary>
    private const int MaxFaults = 10_000;

    private readonly List<Fault> _faults = [];

    private ChatEventReader()
    {
    }

    /// <param name="name">One of <see cref="EventNames"/>.</param>
    /// <param name="root">The event, an object.</param>
    public static Outcome<ChatEvent> Read(string name, JsonElement root)
    {
        var reader = new ChatEventReader();
        var chatEvent = reader.ReadEvent(name, root);
        return reader._faults.Count == 0
            ? chatEvent
            : Refusal.Invalid($"The {name} event lacks what Chatra's documentation shows as always there.", reader._faults);
    }

    private ChatEvent ReadEvent(string name, JsonElement root)
    {
        var messages = name is EventNames.ChatStarted ? ReadFirstMessage(root) : ReadMessages(root);
        var client = Require(root, "client", JsonValueKind.Object, "/client");
        var clientId = client.IsObject() ? RequireString(client, "id", "/client/id") : "";
        var chatId = client.IsObject() ? RequireKey(client, "chatId", "/client/chatId") : "";
        var finishedAt = name is EventNames.ChatTranscript ? ReadFinishedAt(client, messages) : null;
        return new ChatEvent(name, chatId, clientId, messages, client, finishedAt, root);
    }

    private List<ChatMessage> ReadFirstMessage(JsonElement root) => [ReadMessage(root.Find("message"), "/message")];

    private List<ChatMessage> ReadMessages(JsonElement root)
    {
        var messages = new List<ChatMessage>();
        var array = Require(root, "messages", JsonValueKind.Array, "/messages");
        if (array.ValueKind is not JsonValueKind.Array)
            return messages;

        foreach (var message in array.EnumerateArray())
            messages.Add(ReadMessage(message, string.Create(CultureInfo.InvariantCulture, $"/messages/{messages.Count}")));

        return messages;
    }

    private ChatMessage ReadMessage(JsonElement message, string pointer)
    {
        if (!message.IsObject())
        {
            Note(pointer, "an object", message);
            return new ChatMessage("", "", 0, null, message);
        }

        var id = RequireKey(message, "id", pointer + "/id");
        var type = RequireString(message, "type", pointer + "/type");
        if (!Instant.TryRead(message.Find("createdAt"), out var createdAt))
            Note(pointer + "/createdAt", "milliseconds since 1970, a whole number", message.Find("createdAt"));

        return new ChatMessage(id, type, createdAt, FindText(message, pointer), message);
    }

    private string? FindText(JsonElement message, string pointer)
    {
        if (message.Find("text").IsString())
            return "text";

        if (message.Find("message").IsString())
            return "message";

        if (!message.Find("file").IsObject())
            Note(pointer + "/text", "a string", message.Find("text"));

        return null;
    }

    /// <summary>The end of the visit where the event tells it, else the last message: a session needs an end to be listed by.</summary>
    private long? ReadFinishedAt(JsonElement client, List<ChatMessage> messages)
    {
        var finishedAt = client.Find("latestVisit").Find("finishedAt");
        if (Instant.TryRead(finishedAt, out var instant))
            return instant;

        if (messages.Count > 0)
            return messages.Max(message => message.CreatedAt);

        if (_faults.Count == 0)
            Note("/client/latestVisit/finishedAt", "milliseconds since 1970, as there is no message to tell the end from", finishedAt);

        return null;
    }

    private JsonElement Require(JsonElement parent, string name, JsonValueKind kind, string pointer)
    {
        var value = parent.Find(name);
        if (value.ValueKind != kind)
            Note(pointer, JsonBody.Describe(kind), value);

        return value;
    }

    private string RequireString(JsonElement parent, string name, string pointer)
    {
        var value = Require(parent, name, JsonValueKind.String, pointer);
        return value.IsString() ? value.GetString()! : "";
    }

    private string RequireKey(JsonElement parent, string name, string pointer)
    {
        var value = parent.Find(name);
        if (value.IsString() && TableKey.Fits(value.GetString()!))
            return value.GetString()!;

        Note(pointer, $"a string of 1 to {TableKey.MaxLength} characters", value);
        return "";
    }

    private void Note(string pointer, string expected, JsonElement got)
    {
        if (_faults.Count < MaxFaults)
            _faults.Add(new Fault(pointer, $"expected {expected}, got {JsonBody.Describe(got.ValueKind)}"));
    }
}
