using System.IO.Pipelines;
using System.Text.Encodings.Web;
using System.Text.Json;
using ChatraFunctions.Requests;

namespace ChatraFunctions.Transcripts.Listing;

/// <summary>
/// Finds text in the messages of some days by reading them, newest conversation first, and writes what it finds as it finds it. There
/// is no index of words: what is read is bounded instead, and the answer says by what.
/// </summary>
public sealed class ChatSearch
{
    private const int Side = 8;
    private const int MaxMatches = 5;

    /// <summary>Below the 230 seconds after which Azure's load balancer gives up on a request.</summary>
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(60);

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ChatLister _lister;
    private readonly TranscriptScan _scan;
    private readonly TimeProvider _time;

    internal ChatSearch(ChatLister lister, TranscriptScan scan, TimeProvider time) => (_lister, _scan, _time) = (lister, scan, time);

    /// <summary>
    /// <c>{"from","to","maxDays","chats":[…],"searched","continuation"?}</c>. One call on storage a day, and one for each 1,000
    /// messages of a chat in these days.
    /// </summary>
    public async Task WriteAsync(ChatQuery query, PipeWriter output, CancellationToken cancellationToken)
    {
        var page = await _lister.ReadAsync(query with { Limit = ChatQuery.MaxLimit }, cancellationToken);
        await using var json = new Utf8JsonWriter(output, Readable);
        json.WriteStartObject();
        json.WriteString("from", $"{query.Range!.From:yyyy-MM-dd}");
        json.WriteString("to", $"{query.Range.To:yyyy-MM-dd}");
        json.WriteNumber("maxDays", ChatQuery.MaxSearchDays);
        json.WriteStartArray("chats");
        var (searched, next) = await SearchAsync(query, page, json, output, cancellationToken);
        json.WriteEndArray();
        json.WriteNumber("searched", searched);
        if (next is not null)
            json.WriteString("continuation", next.ToToken());

        json.WriteEndObject();
        await FlushAsync(json, output, cancellationToken);
    }

    private async Task<(int Searched, Position? Next)> SearchAsync(
        ChatQuery query, IndexPage page, Utf8JsonWriter json, PipeWriter output, CancellationToken cancellationToken)
    {
        var begin = _time.GetTimestamp();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var found = 0;
        while (true)
        {
            foreach (var entries in page.Entries.Chunk(Side))
            {
                var fresh = entries.Where(entry => seen.Add(entry.Chat.ChatId)).ToList();
                var chats = await Task.WhenAll(fresh.Select(entry => FindAsync(entry.Chat.ChatId, query, cancellationToken)));
                foreach (var chat in chats.Where(chat => chat.Matches.Count > 0))
                {
                    JsonSerializer.Serialize(json, chat, SearchJson.Default.FoundChat);
                    found++;
                }

                await FlushAsync(json, output, cancellationToken);
                if (found >= query.Limit || _time.GetElapsedTime(begin) > MaxTime)
                    return (seen.Count, entries[^1].Position == page.Entries[^1].Position ? page.Next : entries[^1].Position);
            }

            if (page.Next is null)
                return (seen.Count, null);

            page = await _lister.ReadAsync(query with { Limit = ChatQuery.MaxLimit, Position = page.Next }, cancellationToken);
        }
    }

    private async Task<FoundChat> FindAsync(string chatId, ChatQuery query, CancellationToken cancellationToken)
    {
        var matches = new List<FoundMessage>();
        var (first, after) = (TranscriptKeys.MessagesFrom(query.Range!.FirstInstant), TranscriptKeys.MessagesFrom(query.Range.AfterLastInstant));
        await foreach (var row in _scan.RowsAsync(chatId, first, after, cancellationToken))
        {
            if (FoundMessage.In(StoredRows.Message(row), query.Text!) is not { } match)
                continue;

            if (matches.Count == MaxMatches)
                return new FoundChat(chatId, matches, HasMore: true);

            matches.Add(match);
        }

        return new FoundChat(chatId, matches, HasMore: false);
    }

    private static async Task FlushAsync(Utf8JsonWriter json, PipeWriter output, CancellationToken cancellationToken)
    {
        await json.FlushAsync(cancellationToken);
        await output.FlushAsync(cancellationToken);
    }
}
