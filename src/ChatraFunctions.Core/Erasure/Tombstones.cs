using System.Collections.Concurrent;
using System.Text.Json;
using ChatraFunctions.Queues;
using ChatraFunctions.Transcripts;
using ChatraFunctions.Webhooks;
using Microsoft.Extensions.Logging;

namespace ChatraFunctions.Erasure;

/// <summary>
/// Who was erased, and when, as an event's way into the tables asks. The tombstones are read once a minute and kept, so that an event
/// costs no call more; for the minute (and a run) that another instance may not know of a new one, the erasure goes through
/// everything a second time.
/// </summary>
internal sealed partial class Tombstones(ErasureTable table, ErasureQueue queue, TranscriptTable transcripts, ChatIndex index, TimeProvider time, ILogger<Tombstones> logger) : IDisposable
{
    /// <summary>How long a tombstone may be unknown to an instance.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    private const int MaxReminded = 10_000;

    /// <summary>The container's rule leaves them for longer, whatever it is set to.</summary>
    private static readonly TimeSpan PayloadAge = TimeSpan.FromDays(30);

    private readonly SemaphoreSlim _reading = new(1, 1);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _reminded = new(StringComparer.Ordinal);
    private volatile Reading? _state;
    private volatile int _forgotten;

    /// <summary>When the client was erased; null for a client who was not.</summary>
    public ValueTask<DateTimeOffset?> FindAsync(string clientId, CancellationToken cancellationToken) => FindByIdAsync(ErasureTable.IdOf(clientId), cancellationToken);

    /// <summary>The same of what has this id in the table, which may be a customer or an order.</summary>
    public async ValueTask<DateTimeOffset?> FindByIdAsync(string id, CancellationToken cancellationToken)
    {
        var known = await KnowAsync(cancellationToken);
        return known.TryGetValue(id, out var at) ? at : null;
    }

    /// <summary>
    /// Whom of those who were erased an event of any shape names, and up to when what it tells is forgotten: by a client's id or a
    /// customer's, as the erasure looks for them in what is stored. Without a client it is only known whose customer it was.
    /// </summary>
    public async ValueTask<(string? ClientId, DateTimeOffset ErasedAt)?> FindInAsync(JsonElement json, CancellationToken cancellationToken)
    {
        var known = await KnowAsync(cancellationToken);
        if (known.Count == 0)
            return null;

        string? clientId = null;
        var instants = new List<DateTimeOffset>();
        foreach (var (value, isText, isCustomer) in PersonPayloads.IdsIn(json).Distinct())
        {
            if (isText && SaidUpTo(value, known) is { } said)
            {
                clientId = value;
                instants.Add(said);
            }

            if (isCustomer && known.TryGetValue(ErasureTable.IdOfCustomer(value), out var erased))
                instants.Add(erased);
        }

        return instants.Count == 0 ? null : (clientId, instants.Max());
    }

    /// <summary>
    /// What of an event may be stored: all of it where its client was not erased; the messages since then, which are of another
    /// conversation; null where nothing is left.
    /// </summary>
    public async ValueTask<ChatEvent?> FilterAsync(ChatEvent chatEvent, CancellationToken cancellationToken)
    {
        if (SaidUpTo(chatEvent.ClientId, await KnowAsync(cancellationToken)) is not { } erasedAt)
            return chatEvent;

        var since = erasedAt.ToUnixTimeMilliseconds();
        var left = chatEvent.Messages.Where(message => message.CreatedAt > since).ToList();
        return left.Count == 0 ? null : chatEvent with { Messages = left };
    }

    /// <summary>
    /// An event was refused. An earlier run of it may have broken off in the middle: its entries are taken out of the days' index, from
    /// where nothing leads to them, unless the chat is another client's by now; and the erasure looks at the client once more, and at this
    /// chat, to which nothing may lead yet.
    /// </summary>
    public async Task RemindAsync(ChatEvent chatEvent, EventRows rows, CancellationToken cancellationToken)
    {
        var chatId = rows.Chat.ChatId;
        await RemindAsync(chatEvent.ClientId, cancellationToken);
        if (await transcripts.ClientOfAsync(chatId, cancellationToken) is { } other && other != chatEvent.ClientId)
            return;

        await index.DeleteAsync(IndexEntry.OfStart(chatId, rows.Chat.Place).Where(entry => entry.IsOfDay).Concat(rows.SessionEnd), cancellationToken);
        await RemindAsync(chatEvent.ClientId, ErasureStage.Chat, chatId, cancellationToken);
    }

    /// <inheritdoc cref="RemindAsync(string, ErasureStage, string?, CancellationToken)"/>
    public Task RemindAsync(string clientId, CancellationToken cancellationToken) => RemindAsync(clientId, ErasureStage.Customers, chatId: null, cancellationToken);

    /// <summary>Once a minute is enough, for the look comes two minutes later.</summary>
    private async Task RemindAsync(string clientId, ErasureStage stage, string? chatId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var id = ErasureTable.IdOf($"{clientId}\n{chatId}");
        if (await FindAsync(clientId, cancellationToken) is not { } erasedAt || (_reminded.TryGetValue(id, out var last) && now - last < Lifetime))
            return;

        var step = new ErasureStep(stage, clientId, erasedAt, [], Pass: ErasureWork.LastPass, ChatId: chatId, ChatsBefore: SaidUpTo(clientId, await KnowAsync(cancellationToken)));
        await queue.SendAsync(step, 2 * Lifetime, cancellationToken);
        if (_reminded.Count >= MaxReminded)
            _reminded.Clear();

        _reminded[id] = now;
    }

    public void Dispose() => _reading.Dispose();

    /// <summary>The instance that wrote one knows it at once.</summary>
    internal void Forget()
    {
        _forgotten++;
        _state = null;
    }

    /// <summary>Reads them again, before they are so old that an event would have to.</summary>
    internal async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken);
        try
        {
            await ReadAsync(cancellationToken);
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>
    /// Opens a message that waited while somebody was erased. Null where its body was a blob that went with them; other than by an erasure
    /// a blob only goes by its age.
    /// </summary>
    /// <exception cref="FormatException">The message is none of ours; it belongs in the poison queue.</exception>
    /// <exception cref="PayloadMissingException">Its body is gone, and not by an erasure.</exception>
    public async Task<Envelope?> OpenAsync(EnvelopeQueue events, BinaryData message, CancellationToken cancellationToken)
    {
        try
        {
            return await events.OpenAsync(message, cancellationToken);
        }
        catch (PayloadMissingException exception)
        {
            var known = await KnowAsync(cancellationToken);
            if (known.Count == 0 || time.GetUtcNow() - exception.Envelope.ReceivedAt > PayloadAge)
                throw;

            Log.BodyErased(logger, exception.Envelope.Name, exception.Envelope.Id);
            return null;
        }
    }

    /// <summary>Up to when a client's words are forgotten; null for a client who was not erased.</summary>
    private static DateTimeOffset? SaidUpTo(string clientId, IReadOnlyDictionary<string, DateTimeOffset> known) =>
        !known.TryGetValue(ErasureTable.IdOf(clientId), out var at) ? null
        : known.TryGetValue(ErasureTable.IdOfChats(clientId), out var until) && until > at ? until
        : at;

    private async ValueTask<IReadOnlyDictionary<string, DateTimeOffset>> KnowAsync(CancellationToken cancellationToken)
    {
        if (_state is { } fresh && time.GetUtcNow() - fresh.ReadAt < Lifetime)
            return fresh.Known;

        await _reading.WaitAsync(cancellationToken);
        try
        {
            if (_state is { } read && time.GetUtcNow() - read.ReadAt < Lifetime)
                return read.Known;

            return await ReadAsync(cancellationToken);
        }
        finally
        {
            _reading.Release();
        }
    }

    private async Task<IReadOnlyDictionary<string, DateTimeOffset>> ReadAsync(CancellationToken cancellationToken)
    {
        var (readAt, forgotten) = (time.GetUtcNow(), _forgotten);
        var known = await table.ReadTombstonesAsync(cancellationToken);
        if (forgotten == _forgotten) // Else it may lack the one that was just written.
            _state = new Reading(known, readAt);

        return known;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{EventName} {EventId} is not stored: its body is gone, as an erasure leaves it")]
        public static partial void BodyErased(ILogger logger, string eventName, string eventId);
    }

    private sealed record Reading(IReadOnlyDictionary<string, DateTimeOffset> Known, DateTimeOffset ReadAt);
}
