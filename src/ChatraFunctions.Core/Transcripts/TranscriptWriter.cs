using Azure;
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
/// (1) An event that may be the first of its chat puts its entries first and adds the chat row then. Where the chat turns out to
/// be there, it looks at the chat row afterwards, as it would on every further run. (2) Whoever changes an existing chat's place
/// writes into the chat row, in the same transaction, which places he is about to touch (<see cref="ChatState.Moving"/>, by event);
/// puts these right by that chat row; and takes his note back, provided that the chat row is still the one he went by. If it is
/// not, he looks again. So for any entry, the last one to touch it did so by a chat row that nobody had changed until after that
/// touch, and who changes it later touches the entry again. A note of a run that broke off stays until its event's next run.
/// </para>
/// </summary>
internal sealed class TranscriptWriter(TranscriptTable table, ChatIndex index, TimeProvider time)
{
    /// <summary>Each round somebody gets through; beyond these, the queue's own delay spreads the events.</summary>
    private const int MaxTries = 12;

    /// <summary>
    /// One call a transaction of up to 100 rows and one a partition of the index, for a new chat; one query more where the chat is
    /// there. Returns when all of it is stored.
    /// </summary>
    /// <exception cref="RequestFailedException">Storage did not take it.</exception>
    /// <exception cref="StorageBusyException">Too many others wrote to the same chat; try again later.</exception>
    public async Task WriteAsync(EventRows rows, CancellationToken cancellationToken)
    {
        if (rows.MayBeFirst && await TryAddAsync(rows, cancellationToken))
            return;

        var placed = rows.MayBeFirst ? rows.Chat.Place : null;
        for (var attempt = 1; attempt <= MaxTries; attempt++)
        {
            if (await TryMergeAsync(rows, placed, cancellationToken) is var (plan, chat))
            {
                if (plan.Moves.Count == 0 || await TryMoveAsync(rows.EventId, plan, chat, cancellationToken))
                    return;

                placed = null; // From here on it is in the note. No note in the next round means that only the answer was lost.
            }

            await PauseAsync(attempt, cancellationToken);
        }

        throw new StorageBusyException($"Event {rows.EventId}: {MaxTries} times another event of the same chat was faster.");
    }

    /// <summary>The entry of a session's end is right in any case, so nobody ever looks after it again.</summary>
    private async Task<bool> TryAddAsync(EventRows rows, CancellationToken cancellationToken)
    {
        var start = IndexEntry.OfStart(rows.Chat.ChatId, rows.Chat.Place);
        await index.PutAsync(rows.SessionEnd is { } end ? start.Append(end) : start, cancellationToken);
        return await table.TryWriteAsync(MergePlan.AllNew(rows), cancellationToken) is not null;
    }

    /// <returns>What was written, and the chat row as it is now; null where somebody else was faster.</returns>
    private async Task<(MergePlan Plan, StoredRow Chat)?> TryMergeAsync(EventRows rows, IndexPlace? placed, CancellationToken cancellationToken)
    {
        var stored = await table.ReadAsync(TranscriptKeys.Filter(rows), cancellationToken);
        if (stored.Values.Any(row => row.IsTorn))
            return null;

        var plan = MergePlan.Of(rows, stored, placed);
        if (await table.TryWriteAsync(plan.Units, cancellationToken) is not { } etags)
            return null;

        return (plan, etags.TryGetValue(TranscriptKeys.Chat, out var etag) ? AsStored(plan.Next, etag) : stored[TranscriptKeys.Chat]);
    }

    /// <summary>Puts first and removes then, so that the chat can be found at any moment; and takes the note back.</summary>
    /// <returns>False where the chat row was changed meanwhile, perhaps by this very call, whose answer was lost.</returns>
    private async Task<bool> TryMoveAsync(string eventId, MergePlan plan, StoredRow chat, CancellationToken cancellationToken)
    {
        var valid = IndexEntry.OfStart(plan.Next.ChatId, plan.Next.Place).ToHashSet();
        var touched = plan.Moves.SelectMany(place => IndexEntry.OfStart(plan.Next.ChatId, place)).Distinct().ToList();
        await index.PutAsync(touched.Where(valid.Contains), cancellationToken);
        await index.DeleteAsync(touched.Where(entry => !valid.Contains(entry)), cancellationToken);

        var settled = plan.Next with { Moving = plan.Next.Moving.Remove(eventId) };
        return await table.TryWriteAsync(RowChange.Put(ChatRow.From(settled), chat), cancellationToken) is not null;
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
}
