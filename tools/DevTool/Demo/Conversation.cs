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

    /// <summary>Each message of the three events, once, as Chatra sent it, in the order of time.</summary>
    public IReadOnlyList<JsonNode> Messages =>
    [
        .. _events.SelectMany(chat => chat["message"] is { } first ? [first] : chat.Items("messages"))
            .DistinctBy(message => message!.Text("id"))
            .OrderBy(message => (long)message!["createdAt"]!)!,
    ];

    private JsonNode Client => _events[0].Child("client");

    public static void Show(JsonNode chat)
    {
        var client = chat.Child("client");
        Say.Line();
        Say.Line($"The conversation with {client.Text("displayedName")} from {client.Text("city")}, {client.Text("country")}, as it is stored:");
        foreach (var message in chat.Items("messages"))
            Show(message!, client.Text("displayedName"));
        Say.Line();
    }

    private static void Show(JsonNode message, string clientName)
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds((long)message["createdAt"]!);
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
