using Azure;
using Azure.Data.Tables;
using ChatraFunctions.Storage;

namespace ChatraFunctions.Transcripts;

/// <summary>The table <c>ChatIndex</c>: chats by day and by client, newest first.</summary>
internal sealed class ChatIndex(StorageAccount account)
{
    private readonly TableClient _table = account.Table(TableNames.ChatIndex);

    /// <summary>One call a partition, one after the other. Rows that are there stay as they are: they say the same.</summary>
    public async Task PutAsync(IEnumerable<IndexEntry> entries, CancellationToken cancellationToken)
    {
        foreach (var partition in entries.Distinct().GroupBy(entry => entry.Partition, StringComparer.Ordinal))
        {
            var rows = partition.Select(entry => new TableTransactionAction(TableTransactionActionType.UpsertReplace, entry.ToRow()));
            await _table.SubmitTransactionAsync(rows, cancellationToken);
        }
    }

    /// <summary>One call a row, which may be gone.</summary>
    public async Task DeleteAsync(IEnumerable<IndexEntry> entries, CancellationToken cancellationToken)
    {
        foreach (var entry in entries)
            await _table.DeleteEntityAsync(entry.Partition, entry.RowKey, ETag.All, cancellationToken);
    }
}
