using System.Collections.Concurrent;
using ChatraFunctions.Transcripts;
using ChatraFunctions.Webhooks;

namespace ChatraFunctions.Erasure;

/// <summary>
/// Who was erased, and when, as an event's way into the tables asks. The tombstones are read once a minute and kept, so that an event
/// costs no call more; for the minute (and a run) that another instance may not know of a new one, the erasure goes through
/// everything a second time.
/// </summary>
internal sealed class Tombstones(ErasureTable table, ErasureQueue queue, ChatIndex index, TimeProvider time) : IDisposable
{
    /// <summary>How long a tombstone may be unknown to an instance.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _reading = new(1, 1);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _reminded = new(StringComparer.Ordinal);
    private (IReadOnlyDictionary<string, DateTimeOffset> Known, DateTimeOffset ReadAt)? _state;

    /// <summary>When the client was erased; null for a client who was not.</summary>
    public ValueTask<DateTimeOffset?> FindAsync(string clientId, CancellationToken cancellationToken) => FindByIdAsync(ErasureTable.IdOf(clientId), cancellationToken);

    /// <summary>The same of what has this id in the table, which may be a customer or an order.</summary>
    public async ValueTask<DateTimeOffset?> FindByIdAsync(string id, CancellationToken cancellationToken)
    {
        var known = await KnowAsync(cancellationToken);
        return known.TryGetValue(id, out var at) ? at : null;
    }

    /// <summary>
    /// What of an event may be stored: all of it where its client was not erased; the messages since then, which are of another
    /// conversation; null where nothing is left.
    /// </summary>
    public async ValueTask<ChatEvent?> FilterAsync(ChatEvent chatEvent, CancellationToken cancellationToken)
    {
        if (await FindAsync(chatEvent.ClientId, cancellationToken) is not { } erasedAt)
            return chatEvent;

        var since = erasedAt.ToUnixTimeMilliseconds();
        var left = chatEvent.Messages.Where(message => message.CreatedAt > since).ToList();
        return left.Count == 0 ? null : chatEvent with { Messages = left };
    }

    /// <summary>
    /// An event was refused. An earlier run of it may have broken off in the middle: its entries are taken out of the days' index, from
    /// where nothing leads to them, and the erasure looks at the client once more.
    /// </summary>
    public async Task RemindAsync(ChatEvent chatEvent, EventRows rows, CancellationToken cancellationToken)
    {
        var days = IndexEntry.OfStart(rows.Chat.ChatId, rows.Chat.Place).Where(entry => entry.Partition != IndexKeys.Client(rows.Chat.Place.ClientId));
        await index.DeleteAsync(days.Concat(rows.SessionEnd), cancellationToken);
        await RemindAsync(chatEvent.ClientId, cancellationToken);
    }

    /// <summary>Once a minute is enough, for the look comes two minutes later.</summary>
    public async Task RemindAsync(string clientId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var id = ErasureTable.IdOf(clientId);
        if (await FindAsync(clientId, cancellationToken) is not { } erasedAt || (_reminded.TryGetValue(id, out var last) && now - last < Lifetime))
            return;

        await queue.SendAsync(new ErasureStep(ErasureStage.Customers, clientId, erasedAt, [], Pass: ErasureWork.LastPass), 2 * Lifetime, cancellationToken);
        _reminded[id] = now;
    }

    public void Dispose() => _reading.Dispose();

    /// <summary>The instance that wrote one knows it at once.</summary>
    internal void Forget() => _state = null;

    private async ValueTask<IReadOnlyDictionary<string, DateTimeOffset>> KnowAsync(CancellationToken cancellationToken)
    {
        if (_state is { } fresh && time.GetUtcNow() - fresh.ReadAt < Lifetime)
            return fresh.Known;

        await _reading.WaitAsync(cancellationToken);
        try
        {
            if (_state is { } read && time.GetUtcNow() - read.ReadAt < Lifetime)
                return read.Known;

            var readAt = time.GetUtcNow();
            var known = await table.ReadTombstonesAsync(cancellationToken);
            _state = (known, readAt);
            return known;
        }
        finally
        {
            _reading.Release();
        }
    }
}
