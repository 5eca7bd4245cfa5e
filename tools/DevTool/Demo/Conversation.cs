using System.Text.Json.Nodes;

namespace DevTool.Demo;

/// <summary>Chatra's three documented events, and what has to be stored of them.</summary>
internal sealed class Conversation(Repository repository)
{
    private static readonly string[] Flags = ["isPushed", "isTrigger", "isMissed"];

    private readonly JsonObject[] _events =
        [.. new[] { "chatStarted", "chatFragment", "chatTranscript" }.Select(name =>
            JsonNode.Parse(File.ReadAllText(System.IO.Path.Combine(repository.Payloads, $"{name}.json")))!.AsObject())];

    public IReadOnlyList<JsonObject> Events => _events;

    public string Path => $"api/chats/{Uri.EscapeDataString(Client.Text("chatId"))}";

    public string ClientName => Client.Text("displayedName");

    /// <summary>How many different messages the three events hold.</summary>
    public int MessageCount => Sent.Count();

    private JsonNode Client => _events[0].Child("client");

    private IEnumerable<JsonNode> Sent =>
        _events.SelectMany(chat => chat["message"] is { } first ? Enumerable.Repeat(first, 1) : chat.Items("messages").Select(message => message!))
            .DistinctBy(message => message.Text("id"));

    /// <summary>Whether these are the messages as Chatra sent them, each once, in the order of time.</summary>
    public bool Is(JsonArray messages) =>
        messages.Select(CreatedAt).SequenceEqual(messages.Select(CreatedAt).Order())
        && ById(messages!).SequenceEqual(ById(Sent), EqualityComparer<JsonNode>.Create(JsonNode.DeepEquals));

    public static void Show(JsonNode chat)
    {
        var client = chat.Child("client");
        Say.Line();
        Say.Line($"The conversation with {client.Text("displayedName")} from {client.Text("city")}, {client.Text("country")}, as it is stored:");
        foreach (var message in chat.Items("messages"))
            Show(message!, client.Text("displayedName"));
        Say.Line();
    }

    private static IEnumerable<JsonNode> ById(IEnumerable<JsonNode> messages) =>
        messages.OrderBy(message => message.Text("id"), StringComparer.Ordinal);

    private static long CreatedAt(JsonNode? message) => message!.Child("createdAt").GetValue<long>();

    private static void Show(JsonNode message, string clientName)
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt(message));
        var name = message.Text("type") == "client" ? clientName : $"{message["agentName"] ?? "Agent"}";
        string[] notes =
        [
            .. Flags.Where(flag => message[flag] is not null).Select(flag => flag[2..].ToLowerInvariant()),
            .. message["file"] is { } file ? new[] { $"file, {file["size"]} bytes" } : [],
        ];
        var note = notes.Length == 0 ? "" : $"  ({string.Join(", ", notes)})";
        Say.Line($"  {at:yyyy-MM-dd HH:mm:ss}  {name,-8} {message.Text("text")}{note}");
    }
}
