using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using ChatraFunctions.Storage;

namespace ChatraFunctions.Transcripts;

/// <summary>The table <c>Transcripts</c>.</summary>
internal sealed class TranscriptTable(StorageAccount account)
{
    private readonly TableClient _table = account.Table(TableNames.Transcripts);

    /// <summary>The rows as they are, a page of up to 1,000 a call.</summary>
    public IAsyncEnumerable<TableEntity> QueryAsync(string filter, CancellationToken cancellationToken) =>
        _table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken);

    /// <summary>One query, a page of up to 1,000 rows a call.</summary>
    public async Task<Dictionary<string, StoredRow>> ReadAsync(string filter, CancellationToken cancellationToken)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            rows.Add(row);

        return StoredRow.Join(rows);
    }

    /// <summary>Whose chat it is; null where it has no row, whole.</summary>
    public async Task<string?> ClientOfAsync(string chatId, CancellationToken cancellationToken)
    {
        var rows = await ReadAsync(TranscriptKeys.Between(chatId, TranscriptKeys.Chat, TranscriptKeys.Chat + TranscriptKeys.End), cancellationToken);
        return rows.GetValueOrDefault(TranscriptKeys.Chat)?.Row is { } row ? ChatRow.Read(row).Place.ClientId : null;
    }

    /// <summary>Writes changes of one partition in their order, one call a transaction.</summary>
    /// <returns>
    /// The new ETags by RowKey; null where somebody else changed a row since it was read. Transactions before that one stay, and
    /// the next look at the table finds them.
    /// </returns>
    public async Task<IReadOnlyDictionary<string, ETag>?> TryWriteAsync(
        IEnumerable<IReadOnlyList<TableTransactionAction>> units, CancellationToken cancellationToken)
    {
        var etags = new Dictionary<string, ETag>(StringComparer.Ordinal);
        try
        {
            foreach (var transaction in Transactions.Pack(units))
            {
                var answers = await _table.SubmitTransactionAsync(transaction, cancellationToken);
                foreach (var (change, answer) in transaction.Zip(answers.Value))
                    etags[change.Entity.RowKey] = answer.Headers.ETag ?? default;
            }

            return etags;
        }
        catch (RequestFailedException exception) when (IsConflict(exception))
        {
            return null;
        }
    }

    /// <summary>Removes a row as it was read, which may be gone; one call.</summary>
    /// <returns>False where somebody else changed it since.</returns>
    public async Task<bool> TryRemoveAsync(TableEntity row, CancellationToken cancellationToken)
    {
        try
        {
            await _table.DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, cancellationToken);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status == 412)
        {
            return false;
        }
    }

    /// <summary>Already there, changed, or gone; a missing table is none of them.</summary>
    private static bool IsConflict(RequestFailedException exception) =>
        exception.Status is 409 or 412 || (exception.Status == 404 && exception.ErrorCode != TableErrorCode.TableNotFound.ToString());
}
