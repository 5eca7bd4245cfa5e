using System.Text.Json;
using Azure.Data.Tables;
using ChatraFunctions.Storage;
using ChatraFunctions.Webhooks;

namespace ChatraFunctions.Transcripts;

/// <summary>A message as its row: <c>m-{createdAt}-{messageId}</c>.</summary>
internal static class MessageRow
{
    /// <summary>The <see cref="EventVersion"/> of the event that the row is from; a later one replaces the whole row.</summary>
    public const string Version = "Version";

    private static readonly ColumnMap Columns = new(
        ("id", "MessageId", JsonValueKind.String),
        ("type", "Type", JsonValueKind.String),
        ("text", "Text", JsonValueKind.String),
        ("agentId", "AgentId", JsonValueKind.String),
        ("agentName", "AgentName", JsonValueKind.String),
        ("isTrigger", "IsTrigger", JsonValueKind.True),
        ("isPushed", "IsPushed", JsonValueKind.True),
        ("isMissed", "IsMissed", JsonValueKind.True),
        ("isMissedByClient", "IsMissedByClient", JsonValueKind.True),
        ("receivedFrom", "ReceivedFrom", JsonValueKind.String),
        ("file", "File", JsonValueKind.Object));

    public static TableEntity From(string chatId, ChatMessage message, string version)
    {
        var row = new TableEntity(TableKey.Escape(chatId), TranscriptKeys.Message(message.CreatedAt, message.Id))
        {
            [Version] = version,
            ["CreatedAt"] = DateTimeOffset.FromUnixTimeMilliseconds(message.CreatedAt),
        };
        var rest = Columns.Fill(row, message.Json).Where(property => property.Name != "createdAt");
        if (message.TextProperty is "message")
        {
            row["Text"] = message.Json.GetProperty("message").GetString();
            rest = rest.Where(property => property.Name != "message");
        }

        row["Extra"] = ExtraJson.Of(rest);
        return row;
    }
}
