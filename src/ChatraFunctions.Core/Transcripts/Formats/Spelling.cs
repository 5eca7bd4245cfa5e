using System.Globalization;
using System.Text.Json;
using ChatraFunctions.Requests;
using ChatraFunctions.Webhooks;

namespace ChatraFunctions.Transcripts.Formats;

/// <summary>How the forms for people name things.</summary>
internal static class Spelling
{
    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + " UTC";

    public static string Exact(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static string Sender(StoredMessage message, string visitor) => message.Type == "client" ? visitor : message.AgentName ?? message.Type;

    /// <summary>How Chatra shows the visitor, else his id.</summary>
    public static string Visitor(StoredChat chat)
    {
        using var client = JsonDocument.Parse(chat.ClientJson, JsonBody.Stored);
        var name = client.RootElement.Find("displayedName");
        var id = client.RootElement.Find("id");
        return name.IsString() && name.GetString() is { Length: > 0 } displayed ? displayed : id.IsString() ? id.GetString()! : chat.ChatId;
    }

    public static IEnumerable<string> Marks(StoredMessage message)
    {
        if (message.IsTrigger)
            yield return "automatic";
        if (message.IsPushed)
            yield return "pushed";
        if (message.IsMissed)
            yield return "missed";
        if (message.IsMissedByClient)
            yield return "not seen by the visitor";
    }
}
