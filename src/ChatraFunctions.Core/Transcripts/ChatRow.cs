using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Azure.Data.Tables;
using ChatraFunctions.Requests;
using ChatraFunctions.Storage;

namespace ChatraFunctions.Transcripts;

/// <summary>The row <c>chat</c>: a <see cref="ChatState"/>, with columns of what its client says, for queries by hand.</summary>
internal static class ChatRow
{
    private static readonly ColumnMap ClientColumns = new(
        ("id", "ClientId", JsonValueKind.String),
        ("displayedName", "DisplayedName", JsonValueKind.String),
        ("groupId", "GroupId", JsonValueKind.String),
        ("chatLanguage", "ChatLanguage", JsonValueKind.String),
        ("country", "Country", JsonValueKind.String),
        ("city", "City", JsonValueKind.String),
        ("marketingConsent", "MarketingConsent", JsonValueKind.True),
        ("termsOfServiceConsent", "TermsOfServiceConsent", JsonValueKind.True));

    public static TableEntity From(ChatState chat)
    {
        var row = new TableEntity(TableKey.Escape(chat.ChatId), TranscriptKeys.Chat)
        {
            ["ChatId"] = chat.ChatId,
            ["StartedAt"] = chat.Place.StartedAt is { } startedAt ? DateTimeOffset.FromUnixTimeMilliseconds(startedAt) : null,
            ["ClientVersion"] = chat.Client.Version,
            ["HostName"] = chat.HostName?.Value,
            ["HostNameVersion"] = chat.HostName?.Version,
            ["Client"] = chat.Client.Value,
            ["Extra"] = ExtraJson.Of([.. chat.Extra.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Value))]),
            ["ExtraVersions"] = ExtraVersions(chat),
            ["Moving"] = Moving(chat),
        };
        using var client = JsonDocument.Parse(chat.Client.Value, JsonBody.Stored);
        ClientColumns.Fill(row, client.RootElement);
        return row;
    }

    public static ChatState Read(TableEntity row)
    {
        var versions = Read(row, "ExtraVersions", ChatRowJson.Default.DictionaryStringString);
        var chat = new ChatState
        {
            ChatId = row.GetString("ChatId"),
            Place = new IndexPlace(row.GetDateTimeOffset("StartedAt")?.ToUnixTimeMilliseconds(), row.GetString("ClientId")),
            Client = new Versioned(row.GetString("ClientVersion"), row.GetString("Client")),
            HostName = row.GetString("HostName") is { } hostName ? new Versioned(row.GetString("HostNameVersion"), hostName) : null,
            Moving = Read(row, "Moving", ChatRowJson.Default.DictionaryStringIReadOnlyListIndexPlace).ToImmutableDictionary(),
        };
        return chat with
        {
            Extra = chat.Extra.AddRange(ExtraJson.Read(row.GetString("Extra"))
                .Select(pair => KeyValuePair.Create(pair.Key, new Versioned(versions[pair.Key], pair.Value)))),
        };
    }

    private static string? ExtraVersions(ChatState chat) => chat.Extra.IsEmpty
        ? null
        : JsonSerializer.Serialize(chat.Extra.ToDictionary(pair => pair.Key, pair => pair.Value.Version), ChatRowJson.Default.DictionaryStringString);

    private static string? Moving(ChatState chat) => chat.Moving.IsEmpty
        ? null
        : JsonSerializer.Serialize(chat.Moving.ToDictionary(), ChatRowJson.Default.DictionaryStringIReadOnlyListIndexPlace);

    private static Dictionary<string, T> Read<T>(TableEntity row, string column, JsonTypeInfo<Dictionary<string, T>> type) =>
        row.GetString(column) is { } json ? JsonSerializer.Deserialize(json, type)! : [];
}
