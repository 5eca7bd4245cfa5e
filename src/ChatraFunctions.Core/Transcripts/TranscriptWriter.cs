using Azure;
using Azure.Data.Tables;
using ChatraFunctions.Storage;

namespace ChatraFunctions.Transcripts;

/// <summary>
/// Writes an event into the tables, next to any number of others that do the same with the same chat. A run may break off between
/// any two calls; then the event comes again, and its last run goes through to the end.
/// <para>
/// Rows of <c>Transcripts</c> only ever grow towards the latest knowledge, each by a conditional write: added, or replaced by
/// ETag. Who comes too late looks again. That makes them right in any order.
/// </para>
/// <para>
/// The index has the chat under its start and its client, which may change (a fragment may bring earlier messages than the
/// <c>chatStarted</c>), and it is another partition, so another call. Two rules make it right in the end:
/// (1) A short event that may be the first of its chat puts its entries first and adds the chat row then. Where the chat turns out
/// to be there, it looks at the chat row afterwards, as it would on every further run. (2) Whoever else writes a chat's place
/// writes into the chat row, in the same transaction, which places he is about to touch (<see cref="ChatState.Moving"/>, by event);
/// puts these right by that chat row; and takes his note back, provided that the chat row is still the one he went by. If it is
/// not, he looks again. So for any entry, the last one to touch it did so by a chat row that nobody had changed until after that
/// touch, and who changes it later touches the entry again. A note of a run that broke off stays until its event's next run.
/// </para>
/// </summary>
internal sealed class TranscriptWriter(TranscriptTable table, ChatIndex index, TimeProvider time)
{
    /// <summary>Under which a chat's new beginning is noted: no event's id, which are hashes.</summary>
    private const string Beginning = "beginning";

    /// <summary>Each round somebody gets through; beyond these, the queue's own delay spreads the events.</summary>
    private const int MaxTries = 12;

    private readonly SeenChats _seen = new();

    /// <summary>
    /// One call a transaction of up to 100 rows and one a partition of the index, for a new chat. Where the chat is there, one call
    /// more to learn it, of an event that may be the first (of a long one only where this instance has not seen the chat yet), and one a page
    /// of up to 1,000 of the rows that it says again. Returns when all of it is stored.
    /// </summary>
    /// <param name="rows">The event.</param>
    /// <param name="isAfterErasure">Its client was erased, and this is a new beginning.</param>
    /// <param name="cancellationToken">The event will come again.</param>
    /// <exception cref="RequestFailedException">Storage did not take it.</exception>
    /// <exception cref="StorageBusyException">Too many others wrote to the same chat; try again later.</exception>
    public async Task WriteAsync(EventRows rows, bool isAfterErasure, CancellationToken cancellationToken)
    {
        var isShort = rows.Rows.Count < Transactions.MaxRows;
        var isPut = rows.MayBeFirst && isShort;
        var isTried = isPut || (rows.MayBeFirst && !_seen.Have(rows.Chat.ChatId));
        if (!isTried || !await (isShort ? TryAddAsync(rows, cancellationToken) : TryAddLongAsync(rows, cancellationToken)))
            await MergeAsync(rows, isPut, cancellationToken);
        else if (isPut && isAfterErasure)
            await index.PutAsync(IndexEntry.OfStart(rows.Chat.ChatId, rows.Chat.Place), cancellationToken); // An erasure may have found an entry without rows.

        _seen.Add(rows.Chat.ChatId);
    }

    /// <summary>What was before is gone: the chat starts with what is left, in its row and in the index. No call where it does already.</summary>
    /// <param name="stored">The chat's row, whole.</param>
    /// <param name="startedAt">Milliseconds since 1970.</param>
    /// <param name="leavesDays">Of what was, the days' index leads the caller here, who takes that out at the end.</param>
    /// <param name="cancellationToken">It will be begun again.</param>
    /// <returns>False where somebody else was faster; look at the chat again.</returns>
    public async Task<bool> TryBeginAsync(StoredRow stored, long startedAt, bool leavesDays, CancellationToken cancellationToken)
    {
        var chat = ChatRow.Read(stored.Row!);
        var noted = chat.Moving.GetValueOrDefault(Beginning) ?? [];
        var place = chat.Place with { StartedAt = startedAt };
        if (chat.Place == place && noted.Count == 0)
            return true;

        List<IndexPlace> moves = [.. noted.Append(chat.Place).Append(place).Distinct()];
        var next = chat with { Place = place, Moving = chat.Moving.SetItem(Beginning, moves) };
        return await table.TryWriteAsync(RowChange.Put(ChatRow.From(next), stored), cancellationToken) is { } etags
            && await TrySettleAsync(Beginning, new Merged(new MergePlan(next, [], moves, IsRepeated: noted.Count > 0), AsStored(next, etags[TranscriptKeys.Chat]), []), [], cancellationToken, leavesDays);
    }

    /// <param name="rows">The event.</param>
    /// <param name="isPut">Whether this run has put its entries into the index already.</param>
    /// <param name="cancellationToken">The event will come again.</param>
    private async Task MergeAsync(EventRows rows, bool isPut, CancellationToken cancellationToken)
    {
        var placed = isPut ? rows.Chat.Place : null;
        var end = isPut ? [] : rows.SessionEnd;
        for (var attempt = 1; attempt <= MaxTries; attempt++)
        {
            var stored = await table.ReadAsync(TranscriptKeys.Filter(rows), cancellationToken);
            if (await TryMergeAsync(rows, stored, placed, cancellationToken) is { } merged)
            {
                if (await TrySettleAsync(rows.EventId, merged, end, cancellationToken))
                    return;

                placed = null; // From here on it is in the note. No note in the next round means that only the answer was lost.
            }

            await PauseAsync(attempt, cancellationToken);
        }

        throw new StorageBusyException($"Event {rows.EventId}: {MaxTries} times another event of the same chat was faster.");
    }

    /// <summary>Index first, so that no note is needed, whose taking back would be one more call.</summary>
    private async Task<bool> TryAddAsync(EventRows rows, CancellationToken cancellationToken)
    {
        await index.PutAsync(IndexEntry.OfStart(rows.Chat.ChatId, rows.Chat.Place).Concat(rows.SessionEnd), cancellationToken);
        return await table.TryWriteAsync(MergePlan.AllNew(rows), cancellationToken) is not null;
    }

    /// <summary>Rows first, so that it costs a single call to learn that the chat is there.</summary>
    private async Task<bool> TryAddLongAsync(EventRows rows, CancellationToken cancellationToken) =>
        await TryMergeAsync(rows, stored: [], placed: null, cancellationToken) is { } merged
        && await TrySettleAsync(rows.EventId, merged, rows.SessionEnd, cancellationToken);

    /// <summary>
    /// Writes the rows, the chat's first. Where the chat moves in the index, the last transaction waits: it can take the note back as well.
    /// </summary>
    /// <param name="rows">The event.</param>
    /// <param name="stored">What is there, or is assumed to be.</param>
    /// <param name="placed">Where this run has put the chat in the index already, if it has.</param>
    /// <param name="cancellationToken">The event will come again.</param>
    /// <returns>Null where somebody else was faster.</returns>
    private async Task<Merged?> TryMergeAsync(
        EventRows rows, Dictionary<string, StoredRow> stored, IndexPlace? placed, CancellationToken cancellationToken)
    {
        if (stored.Values.Any(row => row.IsTorn))
            return null;

        var plan = MergePlan.Of(rows, stored, placed);
        var transactions = Transactions.Pack(plan.Units).ToList();
        var chatAt = transactions.FindIndex(transaction => transaction.Any(change => change.Entity.RowKey == TranscriptKeys.Chat));
        var waiting = plan.Moves.Count > 0 && transactions.Count - 1 > chatAt ? 1 : 0;
        if (await table.TryWriteAsync(transactions.SkipLast(waiting), cancellationToken) is not { } etags)
            return null;

        var chat = etags.TryGetValue(TranscriptKeys.Chat, out var etag) ? AsStored(plan.Next, etag) : stored[TranscriptKeys.Chat];
        return new Merged(plan, chat, transactions.TakeLast(waiting));
    }

    /// <summary>Puts the chat right in the index, and takes the note back.</summary>
    /// <param name="eventId">The event.</param>
    /// <param name="merged">What was written of it.</param>
    /// <param name="end">The entries of a session's end, where they are not put yet: they are right in any case.</param>
    /// <param name="cancellationToken">The event will come again.</param>
    /// <param name="leavesDays">Nothing is removed from the days' index.</param>
    /// <returns>False where a row was changed meanwhile, perhaps by this very call, whose answer was lost.</returns>
    private async Task<bool> TrySettleAsync(string eventId, Merged merged, IEnumerable<IndexEntry> end, CancellationToken cancellationToken, bool leavesDays = false)
    {
        var plan = merged.Plan;
        var valid = IndexEntry.OfStart(plan.Next.ChatId, plan.Next.Place).ToHashSet();
        var touched = plan.Moves.SelectMany(place => IndexEntry.OfStart(plan.Next.ChatId, place)).Distinct().ToList();
        IndexEntry[] put = [.. touched.Where(valid.Contains).Concat(end)];
        IndexEntry[] removed = [.. touched.Where(entry => !valid.Contains(entry) && !(leavesDays && entry.IsOfDay))];
        if (plan.IsRepeated)
        {
            await index.PutAsync(put, cancellationToken);
            await index.DeleteAsync(removed, cancellationToken);
        }
        else
        {
            await index.MoveAsync(put, removed, cancellationToken);
        }

        if (plan.Moves.Count == 0)
            return true;

        var settled = plan.Next with { Moving = plan.Next.Moving.Remove(eventId) };
        var changes = merged.Waiting.Concat(RowChange.Put(ChatRow.From(settled), merged.Chat));
        return await table.TryWriteAsync(changes, cancellationToken) is not null;
    }

    private static StoredRow AsStored(ChatState chat, ETag etag)
    {
        var packed = LongRow.Pack(ChatRow.From(chat));
        packed[0].ETag = etag;
        string[] parts = [.. packed.Skip(1).Select(part => part.RowKey)];
        return new StoredRow(packed[0], parts, parts);
    }

    private Task PauseAsync(int attempt, CancellationToken cancellationToken) =>
        Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(10, 40 * attempt)), time, cancellationToken);

    /// <param name="Plan">What was to be written.</param>
    /// <param name="Chat">The chat row as it is now.</param>
    /// <param name="Waiting">The last transaction, where it is not written yet.</param>
    private sealed record Merged(MergePlan Plan, StoredRow Chat, IEnumerable<IReadOnlyList<TableTransactionAction>> Waiting);
}
