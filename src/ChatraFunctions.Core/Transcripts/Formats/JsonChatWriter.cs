using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ChatraFunctions.Transcripts.Formats;

/// <summary>
/// A stored chat as JSON, in Chatra's own property names and values: <c>{"chatId","client","messages","sessions",…}</c>. In an export,
/// a line each, with the <c>day</c> under which it is found.
/// </summary>
#pragma warning disable CA1001 // To dispose of the inner writer is to send on what an answer that broke off had begun.
internal sealed class JsonChatWriter(IBufferWriter<byte> output, bool isLine = false) : ChatWriter(output)
#pragma warning restore CA1001
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Utf8JsonWriter _json = new(output, Readable);
    private JsonObjectWriter? _top;
    private JsonObjectWriter? _item;
    private StoredChat? _chat;
    private bool _hasSessions;

    public override void BeginChat(StoredChat chat)
    {
        (_chat, _hasSessions) = (chat, false);
        (_top, _item) = (new JsonObjectWriter(_json), new JsonObjectWriter(_json));
        _top.Start();
        if (Day is { } day)
            _top.Text("day", $"{day:yyyy-MM-dd}");

        _top.Text("chatId", chat.ChatId);
        _top.Text("hostName", chat.HostName);
        _top.Raw("client", chat.ClientJson);
        _top.Name("messages");
        _json.WriteStartArray();
    }

    public override void Message(StoredMessage message)
    {
        var json = _item!;
        json.Start();
        json.Text("id", message.Id);
        json.Text("type", message.Type);
        json.Text("text", message.Text);
        json.Instant("createdAt", message.CreatedAt);
        json.Text("agentId", message.AgentId);
        json.Text("agentName", message.AgentName);
        json.Flag("isTrigger", message.IsTrigger);
        json.Flag("isPushed", message.IsPushed);
        json.Flag("isMissed", message.IsMissed);
        json.Flag("isMissedByClient", message.IsMissedByClient);
        json.Text("receivedFrom", message.ReceivedFrom);
        json.Raw("file", message.FileJson);
        json.End(message.ExtraJson);
    }

    public override void Session(StoredSession session)
    {
        BeginSessions();
        var json = _item!;
        json.Start();
        json.Instant("finishedAt", session.FinishedAt);
        json.Number("messageCount", session.MessageCount);
        json.Number("offlineMessagesCount", session.OfflineMessagesCount);
        json.Text("hostName", session.HostName);
        WriteStartedPage(json, session);
        json.Raw("agents", session.AgentsJson);
        json.Raw("viewedPages", session.ViewedPagesJson);
        json.End(session.ExtraJson);
    }

    public override void EndChat()
    {
        BeginSessions();
        _json.WriteEndArray();
        _top!.End(_chat!.ExtraJson);
        if (!isLine)
            return;

        _json.Flush();
        _json.Reset();
        Write("\n");
    }

    public override void Commit() => _json.Flush();

    private void BeginSessions()
    {
        if (_hasSessions)
            return;

        _hasSessions = true;
        _json.WriteEndArray();
        _top!.Name("sessions");
        _json.WriteStartArray();
    }

    /// <summary>A page of more than a link and a title stands whole among the extra properties.</summary>
    private static void WriteStartedPage(JsonObjectWriter json, StoredSession session)
    {
        const string name = "chatStartedPage";
        if (session is { StartedPageLink: null, StartedPageTitle: null } || ExtraJson.Read(session.ExtraJson).Any(extra => extra.Key == name))
            return;

        json.Name(name);
        var page = json.Nested();
        page.Start();
        page.Text("link", session.StartedPageLink);
        page.Text("title", session.StartedPageTitle);
        page.End(extra: null);
    }
}
