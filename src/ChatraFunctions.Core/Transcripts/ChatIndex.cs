using Azure;
using Azure.Data.Tables;
using ChatraFunctions.Storage;
using ChatraFunctions.Transcripts.Listing;

namespace ChatraFunctions.Transcripts;

/// <summary>The table <c>ChatIndex</c>: chats by day and by client, newest first.</summary>
internal sealed class ChatIndex(StorageAccount account)
{
    private const int MaxPage = 1000;
    private const int MaxTries = 4;

    private readonly TableClient _table = account.Table(TableNames.ChatIndex);

    /// <summary>One call a partition (and 100 rows), one after the other. Rows that are there stay as they are: they say the same.</summary>
    public async Task PutAsync(IEnumerable<IndexEntry> entries, CancellationToken cancellationToken)
    {
        foreach (var partition in entries.Distinct().GroupBy(entry => entry.Partition, StringComparer.Ordinal))
        {
            var rows = partition.Select(entry => new TableTransactionAction(TableTransactionActionType.UpsertReplace, entry.ToRow()));
            foreach (var transaction in rows.Chunk(Transactions.MaxRows))
                await PutAsync(transaction, cancellationToken);
        }
    }

    /// <summary>
    /// Puts first and removes then, so that the chat can be found at any moment; in one call where both are of one partition, and what is to
    /// be removed is there.
    /// </summary>
    public async Task MoveAsync(IReadOnlyCollection<IndexEntry> put, IReadOnlyCollection<IndexEntry> removed, CancellationToken cancellationToken)
    {
        var isDone = new HashSet<IndexEntry>();
        foreach (var partition in put.Distinct().GroupBy(entry => entry.Partition, StringComparer.Ordinal))
        {
            List<IndexEntry> gone = [.. removed.Where(entry => entry.Partition == partition.Key)];
            if (gone.Count > 0 && await TryMoveAsync([.. partition], gone, cancellationToken))
                isDone.UnionWith(gone);
            else
                await PutAsync(partition, cancellationToken);
        }

        await DeleteAsync(removed.Where(entry => !isDone.Contains(entry)), cancellationToken);
    }

    /// <summary>Nothing in it is conditional: a conflict only means that somebody else is at the same rows this moment.</summary>
    private async Task PutAsync(TableTransactionAction[] transaction, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await _table.SubmitTransactionAsync(transaction, cancellationToken);
                return;
            }
            catch (RequestFailedException exception) when (exception.Status is 409 or 412 && attempt < MaxTries)
            {
                // They say the same.
            }
        }
    }

    /// <summary>False where one that is to be removed is gone already, where somebody else is just at it, or where they are too many for one call.</summary>
    private async Task<bool> TryMoveAsync(List<IndexEntry> put, List<IndexEntry> removed, CancellationToken cancellationToken)
    {
        if (put.Count + removed.Count > Transactions.MaxRows)
            return false;

        try
        {
            await _table.SubmitTransactionAsync(
                put.Select(entry => new TableTransactionAction(TableTransactionActionType.UpsertReplace, entry.ToRow()))
                    .Concat(removed.Select(entry => new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(entry.Partition, entry.RowKey), ETag.All))),
                cancellationToken);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status is 404 or 409 or 412)
        {
            return false;
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
