using Azure.Data.Tables;
using ChatraFunctions.Storage;
using ChatraFunctions.Transcripts;

namespace ChatraFunctions.Erasure;

/// <summary>
/// Removes what is old of chats, the oldest day first. The days' index leads to it: every old message is of a chat that started, or of a
/// conversation that ended, on an old day, and what has been dealt with leaves the index; a chat that has later messages starts with
/// these then. One without any message stands under no day, and stays until its client is erased.
/// </summary>
internal sealed class ExpiredChats(StorageAccount account, ChatEraser chats)
{
    private readonly TableClient _index = account.Table(TableNames.ChatIndex);

    /// <summary>Up to about so many rows.</summary>
    public async Task<(ErasedCounts Counts, bool IsDone)> RemoveAsync(DateTimeOffset before, int maxRows, CancellationToken cancellationToken)
    {
        var counts = new ErasedCounts();
        var afterLast = IndexKeys.Day(before.ToUnixTimeMilliseconds() + 1); // It ends with a day.
        var entries = _index.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey ge {IndexKeys.Days} and PartitionKey lt {afterLast}"), select: ["PartitionKey", "RowKey", "ChatId"], cancellationToken: cancellationToken);
        await foreach (var page in entries.AsPages())
        {
            foreach (var chatId in page.Values.Select(row => row.GetString("ChatId")).Distinct(StringComparer.Ordinal))
            {
                var (removed, isDone) = await chats.EraseAsync(chatId, before, maxRows - counts.Rows, leavesDays: true, cancellationToken);
                counts += removed;
                if (!isDone || counts.Rows >= maxRows)
                    return (counts, false);
            }

            foreach (var day in page.Values.GroupBy(row => row.PartitionKey, StringComparer.Ordinal))
                await _index.RemoveAsync(day.Key, [.. day.Select(row => row.RowKey)], cancellationToken);
        }

        return (counts, true);
    }
}
