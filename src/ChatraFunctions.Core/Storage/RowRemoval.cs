using Azure;
using Azure.Data.Tables;

namespace ChatraFunctions.Storage;

/// <summary>Removes rows that may be gone already: whoever removes the same at the same time is no fault.</summary>
internal static class RowRemoval
{
    /// <summary>One call for 100 rows; one each where some of them are gone.</summary>
    /// <returns>How many were asked to be removed.</returns>
    public static async Task<int> RemoveAsync(this TableClient table, string partition, IReadOnlyCollection<string> rowKeys, CancellationToken cancellationToken)
    {
        foreach (var keys in rowKeys.Chunk(Transactions.MaxRows))
        {
            try
            {
                await table.SubmitTransactionAsync(
                    keys.Select(key => new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(partition, key), ETag.All)), cancellationToken);
            }
            catch (RequestFailedException exception) when (exception.Status == 404)
            {
                foreach (var key in keys)
                    await table.DeleteEntityAsync(partition, key, ETag.All, cancellationToken);
            }
        }

        return rowKeys.Count;
    }

    /// <summary>Removes all rows that a filter finds, in the order of their keys, as long as they are not too many.</summary>
    /// <returns>How many; <paramref name="max"/> or more where some may be left.</returns>
    public static async Task<int> RemoveAsync(this TableClient table, string filter, int max, CancellationToken cancellationToken)
    {
        var removed = 0;
        await foreach (var page in table.QueryAsync<TableEntity>(filter, maxPerPage: 1000, ["PartitionKey", "RowKey"], cancellationToken).AsPages())
        {
            foreach (var partition in page.Values.GroupBy(row => row.PartitionKey, StringComparer.Ordinal))
                removed += await table.RemoveAsync(partition.Key, [.. partition.Select(row => row.RowKey)], cancellationToken);

            if (removed >= max)
                break;
        }

        return removed;
    }
}
