using System.Collections.Concurrent;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using ChatraFunctions.Requests;
using ChatraFunctions.Storage;
using ChatraFunctions.Transcripts;

namespace ChatraFunctions.Erasure;

/// <summary>
/// Removes chats, or what is old of them. What led here, the client's entries or those of days, goes after the rows, so that a run that
/// broke off is found and finished by the next; other entries go before them, for it is the chat's row that tells of these.
/// </summary>
internal sealed class ChatEraser(StorageAccount account, TranscriptTable transcripts, TranscriptWriter writer, TranscriptScan scan, ChatIndex index)
{
    private const int Parallelism = 16;

    private readonly TableClient _rows = account.Table(TableNames.Transcripts);
    private readonly TableClient _index = account.Table(TableNames.ChatIndex);

    /// <summary>A client's chat to which the index may not lead, for who wrote it broke off before that; unless it is another client's by now.</summary>
    /// <returns>What was removed, and whether all was gone through.</returns>
    public async Task<(ErasedCounts Counts, bool IsDone)> EraseAsync(string chatId, string clientId, DateTimeOffset before, int maxRows, CancellationToken cancellationToken) =>
        await transcripts.ClientOfAsync(chatId, cancellationToken) is { } other && other != clientId
            ? (new ErasedCounts(), true)
            : await EraseAsync(chatId, before, maxRows, leavesDays: false, cancellationToken);

    /// <summary>
    /// What was stored of a client's chats by an instant is to go whatever time it gives itself: the clock of who sent it may be ahead.
    /// The latest such time; null where none is later than the instant. A call for each chat, a few at a time.
    /// </summary>
    public async Task<DateTimeOffset?> LatestStoredAsync(string clientId, DateTimeOffset by, CancellationToken cancellationToken)
    {
        if (!TableKey.Fits(clientId))
            return null;

        var instants = new ConcurrentBag<long>();
        var after = by.ToUnixTimeMilliseconds() + 1;
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {IndexKeys.Client(clientId)}");
        await Parallel.ForEachAsync(
            _index.QueryAsync<TableEntity>(filter, select: ["ChatId"], cancellationToken: cancellationToken),
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken },
            async (entry, stopping) =>
            {
                await foreach (var row in _rows.QueryAsync<TableEntity>(TranscriptKeys.Later(entry.GetString("ChatId"), after), select: ["RowKey", "Timestamp"], cancellationToken: stopping))
                {
                    if (row.Timestamp <= by)
                        instants.Add(TranscriptKeys.InstantOf(row.RowKey));
                }
            });
        return instants.IsEmpty ? null : DateTimeOffset.FromUnixTimeMilliseconds(instants.Max());
    }

    /// <summary>A client's chats, up to about so many rows of them.</summary>
    /// <returns>What was removed, and whether all was gone through.</returns>
    public async Task<(ErasedCounts Counts, bool IsDone)> EraseClientAsync(string clientId, DateTimeOffset before, int maxRows, CancellationToken cancellationToken)
    {
        var counts = new ErasedCounts();
        if (!TableKey.Fits(clientId))
            return (counts, true);

        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {IndexKeys.Client(clientId)}");
        await foreach (var entry in _index.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            var (erased, isDone) = await EraseAsync(entry.GetString("ChatId"), before, maxRows - counts.Rows, leavesDays: false, cancellationToken);
            counts += erased;
            if (!isDone)
                return (counts, false);

            if (!await HasRowsAsync(entry.GetString("ChatId"), cancellationToken))
                await RemoveAsReadAsync(entry, cancellationToken); // Its chat had another client meanwhile, or none.

            if (counts.Rows >= maxRows)
                return (counts, false);
        }

        return (counts, true);
    }

    /// <summary>
    /// One chat: its messages and sessions up to an instant. Where no later ones are left, all of it; else it begins with the first of
    /// these, so that the index leads to them when their time has come.
    /// </summary>
    /// <param name="chatId">It fits a key.</param>
    /// <param name="before">The instant.</param>
    /// <param name="maxRows">Up to about so many rows.</param>
    /// <param name="leavesDays">The days' index led here, and stays as it is: the caller takes out what is dealt with.</param>
    /// <param name="cancellationToken">It comes again.</param>
    public async Task<(ErasedCounts Counts, bool IsDone)> EraseAsync(string chatId, DateTimeOffset before, int maxRows, bool leavesDays, CancellationToken cancellationToken)
    {
        var after = before.ToUnixTimeMilliseconds() + 1;
        var max = Math.Max(1, maxRows);
        var messages = await _rows.RemoveAsync(TranscriptKeys.Between(chatId, TranscriptKeys.MessagesFrom(0), TranscriptKeys.MessagesFrom(after)), max, cancellationToken);
        if (messages >= max)
            return (new ErasedCounts(Rows: messages), false);

        if (!leavesDays)
        {
            await foreach (var session in scan.RowsAsync(chatId, TranscriptKeys.SessionsFrom(0), TranscriptKeys.SessionsFrom(after), cancellationToken))
                await index.DeleteAsync(EndsOf(chatId, session), cancellationToken);
        }

        var sessions = await _rows.RemoveAsync(TranscriptKeys.Between(chatId, TranscriptKeys.SessionsFrom(0), TranscriptKeys.SessionsFrom(after)), int.MaxValue, cancellationToken);
        var counts = new ErasedCounts(Rows: messages + sessions);
        // Read before the look for later ones: who brings one from here on changes it, and then nothing is done by what it was.
        var chat = await transcripts.ReadAsync(TranscriptKeys.Between(chatId, TranscriptKeys.Chat, TranscriptKeys.Chat + TranscriptKeys.End), cancellationToken);
        if (await FirstLaterAsync(chatId, after, cancellationToken) is { } first)
            return (counts, await TryBeginAsync(chat.GetValueOrDefault(TranscriptKeys.Chat), first, leavesDays, cancellationToken));

        return await TryEraseChatAsync(chatId, chat, leavesDays, cancellationToken) is { } erased ? (counts + erased, true) : (counts, false);
    }

    /// <summary>False where somebody else wrote to the chat meanwhile. A row in parts that do not fit is left to the event that is at it.</summary>
    private async Task<bool> TryBeginAsync(StoredRow? chat, long startedAt, bool leavesDays, CancellationToken cancellationToken) =>
        chat is not { Row: not null, IsTorn: false } || await writer.TryBeginAsync(chat, startedAt, leavesDays, cancellationToken);

    /// <summary>Null where somebody else wrote to the chat meanwhile.</summary>
    private async Task<ErasedCounts?> TryEraseChatAsync(string chatId, Dictionary<string, StoredRow> rows, bool leavesDays, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
            return new ErasedCounts();

        IndexEntry[] entries = [];
        var stored = rows.GetValueOrDefault(TranscriptKeys.Chat);
        if (stored is { Row: { } row, IsTorn: false })
        {
            var chat = ChatRow.Read(row);
            entries = [.. chat.Moving.Values.SelectMany(places => places).Append(chat.Place).SelectMany(place => IndexEntry.OfStart(chatId, place)).Distinct()];
        }

        await index.DeleteAsync(entries.Where(entry => entry.IsOfDay != leavesDays), cancellationToken);
        if (stored?.Row is not null && !await transcripts.TryRemoveAsync(stored.Row, cancellationToken))
            return null;

        string[] parts = [.. rows.Values.SelectMany(each => each.Parts)];
        await _rows.RemoveAsync(TableKey.Escape(chatId), parts, cancellationToken);
        if (!leavesDays)
            await index.DeleteAsync(entries.Where(entry => !entry.IsOfDay), cancellationToken);

        return new ErasedCounts(Chats: 1, Rows: parts.Length + (stored?.Row is null ? 0 : 1));
    }

    /// <summary>The entries of a session's end, worked out from its row.</summary>
    private static IReadOnlyList<IndexEntry> EndsOf(string chatId, TableEntity session)
    {
        using var agents = JsonDocument.Parse(session.GetString("Agents") ?? "[]", JsonBody.Stored);
        var key = session.RowKey;
        var summary = SessionSummary.Of(key[TranscriptKeys.SessionsFrom(0).Length..], session.GetString("HostName"), session.GetInt32("OfflineMessagesCount"), agents.RootElement);
        return IndexEntry.OfEnd(chatId, TranscriptKeys.InstantOf(key), summary);
    }

    private async Task<long?> FirstLaterAsync(string chatId, long after, CancellationToken cancellationToken) =>
        await FirstAsync(TranscriptKeys.Between(chatId, TranscriptKeys.MessagesFrom(after), "m-" + TranscriptKeys.End), cancellationToken) is { } message ? TranscriptKeys.InstantOf(message)
        : await FirstAsync(TranscriptKeys.Between(chatId, TranscriptKeys.SessionsFrom(after), "s-" + TranscriptKeys.End), cancellationToken) is { } session ? TranscriptKeys.InstantOf(session)
        : null;

    /// <summary>Not where a writer has put it again since: its rows are there by now (see <see cref="TranscriptWriter"/>).</summary>
    private async Task RemoveAsReadAsync(TableEntity entry, CancellationToken cancellationToken)
    {
        try
        {
            await _index.DeleteEntityAsync(entry.PartitionKey, entry.RowKey, entry.ETag, cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.Status is 404 or 412)
        {
            // Gone, or somebody's.
        }
    }

    private async Task<bool> HasRowsAsync(string chatId, CancellationToken cancellationToken) => await FirstAsync(TranscriptKeys.Partition(chatId), cancellationToken) is not null;

    private async Task<string?> FirstAsync(string filter, CancellationToken cancellationToken)
    {
        await foreach (var row in _rows.QueryAsync<TableEntity>(filter, maxPerPage: 1, ["RowKey"], cancellationToken))
            return row.RowKey;

        return null;
    }
}
