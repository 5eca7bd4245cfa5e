using Azure.Data.Tables;
using ChatraFunctions.Storage;

namespace ChatraFunctions.Transcripts;

/// <summary>Reads a stored chat back.</summary>
public sealed class ChatReader
{
    private const int MaxTries = 4;

    private readonly TranscriptTable _table;
    private readonly TimeProvider _time;

    internal ChatReader(TranscriptTable table, TimeProvider time) => (_table, _time) = (table, time);

    /// <summary>One query, a page of up to 1,000 rows a call. Null for a chat that no event was stored of.</summary>
    /// <exception cref="Azure.RequestFailedException">Storage cannot be reached.</exception>
    public async Task<StoredChat?> ReadAsync(string chatId, CancellationToken cancellationToken)
    {
        if (!TableKey.Fits(chatId))
            return null;

        for (var attempt = 1; ; attempt++)
        {
            var rows = await _table.ReadAsync(TranscriptKeys.Partition(chatId), cancellationToken);
            if (!rows.Values.Any(row => row.IsTorn))
                return rows.TryGetValue(TranscriptKeys.Chat, out var chat) && chat.Row is not null ? ToChat(chat.Row, rows) : null;

            // A long row was replaced between two pages of the query.
            if (attempt == MaxTries)
                throw new StorageBusyException($"The chat changed {MaxTries} times while it was read.");

            await Task.Delay(TimeSpan.FromMilliseconds(50), _time, cancellationToken);
        }
    }

    private static StoredChat ToChat(TableEntity chat, Dictionary<string, StoredRow> rows)
    {
        var ordered = rows.Values.Where(row => row.Row is not null).Select(row => row.Row!).OrderBy(row => row.RowKey, StringComparer.Ordinal).ToList();
        return StoredRows.Chat(chat) with
        {
            Messages = [.. ordered.Where(row => TranscriptKeys.IsMessage(row.RowKey)).Select(StoredRows.Message)],
            Sessions = [.. ordered.Where(row => TranscriptKeys.IsSession(row.RowKey)).Select(StoredRows.Session)],
        };
    }
}
