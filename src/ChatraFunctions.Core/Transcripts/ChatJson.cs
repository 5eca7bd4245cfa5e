using System.IO.Pipelines;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ChatraFunctions.Transcripts;

/// <summary>
/// A stored chat as JSON, in Chatra's own property names and values: <c>{"chatId","client","messages","sessions",…}</c>.
/// </summary>
public static class ChatJson
{
    private const int FlushBytes = 64 * 1024;

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes UTF-8 as it goes; a chat of any length takes no second copy in memory.</summary>
    public static async Task WriteAsync(StoredChat chat, PipeWriter output, CancellationToken cancellationToken)
    {
        await using var json = new Utf8JsonWriter(output, Readable);
        var top = new JsonObjectWriter(json);
        var item = new JsonObjectWriter(json);
        top.Start();
        top.Text("chatId", chat.ChatId);
        top.Text("hostName", chat.HostName);
        top.Raw("client", chat.ClientJson);
        top.Name("messages");
        json.WriteStartArray();
        foreach (var message in chat.Messages)
        {
            Write(item, message);
            if (json.BytesPending > FlushBytes)
                await FlushAsync(json, output, cancellationToken);
        }

        json.WriteEndArray();
        top.Name("sessions");
        json.WriteStartArray();
        foreach (var session in chat.Sessions)
            Write(item, session);

        json.WriteEndArray();
        top.End(chat.ExtraJson);
        await FlushAsync(json, output, cancellationToken);
    }

    private static void Write(JsonObjectWriter json, StoredMessage message)
    {
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

    private static void Write(JsonObjectWriter json, StoredSession session)
    {
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

    private static async Task FlushAsync(Utf8JsonWriter json, PipeWriter output, CancellationToken cancellationToken)
    {
        await json.FlushAsync(cancellationToken);
        await output.FlushAsync(cancellationToken);
    }
}
