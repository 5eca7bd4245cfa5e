using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using ChatraFunctions.Storage;

namespace ChatraFunctions.Transcripts;

/// <summary>
/// Reads a chat's rows in the order of their keys (the chat, its messages, its sessions) without holding more than a page of them, so
/// that a chat of any length takes no more memory than a short one.
/// </summary>
internal sealed class TranscriptScan(TranscriptTable table, TimeProvider time)
{
    private const int MaxTries = 4;

    /// <summary><c>m-{15 digits}-</c>: rows and parts of rows that may stand between one another share it.</summary>
    private const int InstantLength = 18;

    /// <summary>All rows, long ones put together. A page of up to 1,000 a call.</summary>
    public IAsyncEnumerable<TableEntity> RowsAsync(string chatId, CancellationToken cancellationToken) =>
        RowsAsync(chatId, "", TranscriptKeys.End, cancellationToken);

    /// <summary>Those whose keys lie between two.</summary>
    /// <param name="chatId">It fits a key.</param>
    /// <param name="first">The first key.</param>
    /// <param name="after">The first key that is not wanted any more.</param>
    /// <param name="cancellationToken">Ends the wait for storage.</param>
    /// <exception cref="StorageBusyException">A row was changed again and again while it was read.</exception>
    public async IAsyncEnumerable<TableEntity> RowsAsync(string chatId, string first, string after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var group = new List<TableEntity>();
        await foreach (var row in table.QueryAsync(TranscriptKeys.Between(chatId, first, after), cancellationToken))
        {
            if (group.Count > 0 && GroupOf(group[0]) != GroupOf(row))
            {
                foreach (var joined in await JoinAsync(chatId, group, cancellationToken))
                    yield return joined;

                group.Clear();
            }

            group.Add(row);
        }

        if (group.Count == 0)
            yield break;

        foreach (var joined in await JoinAsync(chatId, group, cancellationToken))
            yield return joined;
    }

    private static string GroupOf(TableEntity row) =>
        row.RowKey.StartsWith(TranscriptKeys.Chat, StringComparison.Ordinal) ? TranscriptKeys.Chat : row.RowKey[..Math.Min(InstantLength, row.RowKey.Length)];

    private async Task<IEnumerable<TableEntity>> JoinAsync(string chatId, List<TableEntity> group, CancellationToken cancellationToken)
    {
        var rows = StoredRow.Join(group);
        for (var attempt = 1; rows.Values.Any(row => row.IsTorn); attempt++)
        {
            // A long row was replaced between two pages of the query.
            if (attempt == MaxTries)
                throw new StorageBusyException($"The chat changed {MaxTries} times while it was read.");

            await Task.Delay(TimeSpan.FromMilliseconds(50), time, cancellationToken);
            var name = GroupOf(group[0]);
            rows = await table.ReadAsync(TranscriptKeys.Between(chatId, name, name + TranscriptKeys.End), cancellationToken);
        }

        return rows.Values.Where(row => row.Row is not null).Select(row => row.Row!).OrderBy(row => row.RowKey, StringComparer.Ordinal);
    }
}
