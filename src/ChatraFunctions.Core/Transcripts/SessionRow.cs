using System.Text.Json;
using Azure.Data.Tables;
using ChatraFunctions.Storage;
using ChatraFunctions.Webhooks;

namespace ChatraFunctions.Transcripts;

/// <summary>A finished conversation as its row, <c>s-{finishedAt}-{eventId}</c>: one <c>chatTranscript</c>, never changed.</summary>
internal static class SessionRow
{
    private const string StartedPage = "chatStartedPage";

    private static readonly ColumnMap Columns = new(
        ("offlineMessagesCount", "OfflineMessagesCount", JsonValueKind.Number),
        ("hostName", "HostName", JsonValueKind.String),
        ("agents", "Agents", JsonValueKind.Array));

    private static readonly ColumnMap PageColumns = new(
        ("link", "StartedPageLink", JsonValueKind.String),
        ("title", "StartedPageTitle", JsonValueKind.String));

    private static readonly ColumnMap VisitColumns = new(("viewedPages", "ViewedPages", JsonValueKind.Array));

    public static TableEntity From(ChatEvent transcript, long finishedAt, string eventId)
    {
        var row = new TableEntity(TableKey.Escape(transcript.ChatId), TranscriptKeys.Session(finishedAt, eventId))
        {
            ["FinishedAt"] = DateTimeOffset.FromUnixTimeMilliseconds(finishedAt),
            ["MessageCount"] = transcript.Messages.Count,
        };
        if (transcript.Client.Find("latestVisit") is { ValueKind: JsonValueKind.Object } visit)
            VisitColumns.Fill(row, visit);

        var rest = Columns.Fill(row, transcript.Root).Where(property => property.Name is not ("eventName" or "messages" or "client"));
        row["Extra"] = ExtraJson.Of([.. rest.Where(property => property.Name is not StartedPage || !FitsColumns(row, property.Value))]);
        return row;
    }

    /// <summary>A page of anything but a link and a title is kept whole as well.</summary>
    private static bool FitsColumns(TableEntity row, JsonElement page) =>
        page.IsObject() && page.EnumerateObject().Any() && PageColumns.Fill(row, page).Count == 0;
}
