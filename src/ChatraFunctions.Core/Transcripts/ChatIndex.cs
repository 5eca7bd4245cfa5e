using Azure;
using Azure.Data.Tables;
using ChatraFunctions.Storage;

namespace ChatraFunctions.Transcripts;

/// <summary>The table <c>ChatIndex</c>: chats by day and by client, newest first.</summary>
internal sealed class ChatIndex(StorageAccount account)
{
    private readonly TableClient _table = account.Table(TableNames.ChatIndex);

    /// <summary>One call a partition. Rows that are there stay as they are: they say the same.</summary>
    public Task PutAsync(IEnumerable<IndexEntry> entries, CancellationToken cancellationToken) =>
        Task.WhenAll(entries.GroupBy(entry => entry.Partition, StringComparer.Ordinal).Select(partition => _table.SubmitTransactionAsync(
            partition.Distinct().Select(entry => new TableTransactionAction(TableTransactionActionType.UpsertReplace, entry.ToRow())), cancellationToken)));

    /// <summary>One call a row, which may be gone.</summary>
    public Task DeleteAsync(IEnumerable<IndexEntry> entries, CancellationToken cancellationToken) =>
        Task.WhenAll(entries.Select(entry => _table.DeleteEntityAsync(entry.Partition, entry.RowKey, ETag.All, cancellationToken)));
}
