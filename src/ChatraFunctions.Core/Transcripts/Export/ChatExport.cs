using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using ChatraFunctions.Transcripts.Formats;
using ChatraFunctions.Transcripts.Listing;

namespace ChatraFunctions.Transcripts.Export;

/// <summary>
/// Writes the chats of a range of days, the first day first, each chat whole and once: on the first day of the range that it started
/// or had a conversation end. It holds a page of rows at a time, and 16 bytes for each chat of one day.
/// </summary>
public sealed class ChatExport
{
    private const int PageSize = 1000;

    private readonly ChatIndex _index;
    private readonly TranscriptScan _scan;

    internal ChatExport(ChatIndex index, TranscriptScan scan) => (_index, _scan) = (index, scan);

    /// <summary>Storage is asked before anything is written.</summary>
    public async Task WriteAsync(ExportQuery query, PipeWriter output, CancellationToken cancellationToken)
    {
        var writer = query.Format.On(output);
        await using var entries = EntriesAsync(query, cancellationToken).GetAsyncEnumerator(cancellationToken);
        var hasMore = await entries.MoveNextAsync();
        writer.Begin();
        for (; hasMore; hasMore = await entries.MoveNextAsync())
        {
            if (writer.Day != entries.Current.Day)
                writer.BeginDay(entries.Current.Day);

            await WriteAsync(entries.Current.ChatId, entries.Current.Day, query.Range, writer, output, cancellationToken);
        }

        writer.Complete();
        writer.Commit();
        await output.FlushAsync(cancellationToken);
    }

    private async IAsyncEnumerable<(DateOnly Day, string ChatId)> EntriesAsync(ExportQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var day = query.Resume; day <= query.Range.To; day = day.AddDays(1))
        {
            var seen = new HashSet<UInt128>();
            await foreach (var page in _index.ReadAsync(IndexSection.Of(day), after: "", PageSize, cancellationToken))
            {
                foreach (var chatId in page.Values.Select(row => row.GetString("ChatId")).Where(chatId => seen.Add(Digest(chatId))))
                    yield return (day, chatId);
            }

            if (day == DateOnly.MaxValue)
                yield break;
        }
    }

    private async Task WriteAsync(string chatId, DateOnly day, DayRange range, ChatWriter writer, PipeWriter output, CancellationToken cancellationToken)
    {
        var isOpen = false;
        await foreach (var row in _scan.RowsAsync(chatId, cancellationToken))
        {
            if (row.RowKey == TranscriptKeys.Chat)
            {
                var chat = StoredRows.Chat(row);
                if (await WasBeforeAsync(chat, day, range, cancellationToken))
                    return;

                writer.BeginChat(chat);
                isOpen = true;
            }
            else if (isOpen && TranscriptKeys.IsMessage(row.RowKey))
            {
                writer.Message(StoredRows.Message(row));
            }
            else if (isOpen && TranscriptKeys.IsSession(row.RowKey))
            {
                writer.Session(StoredRows.Session(row));
            }

            await output.FlushSomeAsync(writer, cancellationToken);
        }

        if (isOpen)
            writer.EndChat();
    }

    /// <summary>Whether an earlier day of the range has it: at most one call more, and none on the first day.</summary>
    private async Task<bool> WasBeforeAsync(StoredChat chat, DateOnly day, DayRange range, CancellationToken cancellationToken)
    {
        if (day == range.From)
            return false;

        var (first, after) = (range.FirstInstant, DayRange.StartOf(day));
        if (chat.StartedAt?.ToUnixTimeMilliseconds() is { } startedAt && startedAt >= first && startedAt < after)
            return true;

        await foreach (var _ in _scan.RowsAsync(chat.ChatId, TranscriptKeys.SessionsFrom(first), TranscriptKeys.SessionsFrom(after), cancellationToken))
            return true;

        return false;
    }

    private static UInt128 Digest(string chatId) => System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(chatId)));
}
