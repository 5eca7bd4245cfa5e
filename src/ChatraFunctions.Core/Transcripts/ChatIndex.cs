using Azure;
using Azure.Data.Tables;
using ChatraFunctions.Storage;
using ChatraFunctions.Transcripts.Listing;

namespace ChatraFunctions.Transcripts;

/// <summary>The table <c>ChatIndex</c>: chats by day and by client, newest first.</summary>
internal sealed class ChatIndex(StorageAccount account)
{
    private const int MaxPage = 1000;

    private readonly TableClient _table = account.Table(TableNames.ChatIndex);

    /// <summary>One call a partition (and 100 rows), one after the other. Rows that are there stay as they are: they say the same.</summary>
    public async Task PutAsync(IEnumerable<IndexEntry> entries, CancellationToken cancellationToken)
    {
        foreach (var partition in entries.Distinct().GroupBy(entry => entry.Partition, StringComparer.Ordinal))
        {
            var rows = partition.Select(entry => new TableTransactionAction(TableTransactionActionType.UpsertReplace, entry.ToRow()));
            foreach (var transaction in rows.Chunk(Transactions.MaxRows))
                await _table.SubmitTransactionAsync(transaction, cancellationToken);
        }
    }

    /// <summary>A section's rows in the order of their keys, a page of up to 1,000 a call.</summary>
    /// <param name="section">The partition and the range of keys.</param>
    /// <param name="after">The last key that is not wanted any more; empty for none.</param>
    /// <param name="maxPerPage">At most so many rows a call.</param>
    /// <param name="cancellationToken">Ends the wait for storage.</param>
    public IAsyncEnumerable<Page<TableEntity>> ReadAsync(IndexSection section, string after, int maxPerPage, CancellationToken cancellationToken)
    {
        var range = TableClient.CreateQueryFilter($"PartitionKey eq {section.Partition} and RowKey ge {section.First} and RowKey lt {section.After}");
        var rest = after.Length == 0 ? "" : TableClient.CreateQueryFilter($" and RowKey gt {after}");
        var filter = section.Filter is null ? "" : $" and {section.Filter}";
        return _table.QueryAsync<TableEntity>(range + rest + filter, Math.Min(maxPerPage, MaxPage), cancellationToken: cancellationToken).AsPages();
    }

    /// <summary>One call a row, which may be gone.</summary>
    public async Task DeleteAsync(IEnumerable<IndexEntry> entries, CancellationToken cancellationToken)
    {
        foreach (var entry in entries)
            await _table.DeleteEntityAsync(entry.Partition, entry.RowKey, ETag.All, cancellationToken);
    }
}
