using Azure.Data.Tables;

namespace ChatraFunctions.Transcripts;

/// <summary>Reads rows of <c>Transcripts</c>, put together, as what they say.</summary>
internal static class StoredRows
{
    /// <summary>The row <c>chat</c>, without its messages and sessions.</summary>
    public static StoredChat Chat(TableEntity row) => new(
        row.GetString("ChatId"),
        row.GetDateTimeOffset("StartedAt"),
        row.GetString("HostName"),
        row.GetString("Client"),
        [],
        [],
        row.GetString("Extra"));

    public static StoredMessage Message(TableEntity row) =>
        new(row.GetString("MessageId"), row.GetString("Type"), row.GetDateTimeOffset("CreatedAt")!.Value, row.GetString("Text"))
        {
            AgentId = row.GetString("AgentId"),
            AgentName = row.GetString("AgentName"),
            IsTrigger = row.GetBoolean("IsTrigger") ?? false,
            IsPushed = row.GetBoolean("IsPushed") ?? false,
            IsMissed = row.GetBoolean("IsMissed") ?? false,
            IsMissedByClient = row.GetBoolean("IsMissedByClient") ?? false,
            ReceivedFrom = row.GetString("ReceivedFrom"),
            FileJson = row.GetString("File"),
            ExtraJson = row.GetString("Extra"),
        };

    public static StoredSession Session(TableEntity row) =>
        new(row.GetDateTimeOffset("FinishedAt")!.Value, row.GetInt32("MessageCount")!.Value)
        {
            OfflineMessagesCount = row.GetInt32("OfflineMessagesCount"),
            HostName = row.GetString("HostName"),
            StartedPageLink = row.GetString("StartedPageLink"),
            StartedPageTitle = row.GetString("StartedPageTitle"),
            AgentsJson = row.GetString("Agents"),
            ViewedPagesJson = row.GetString("ViewedPages"),
            ExtraJson = row.GetString("Extra"),
        };
}
