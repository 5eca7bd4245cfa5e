using Azure.Data.Tables;
using ChatraFunctions.Queues;
using ChatraFunctions.Storage;

namespace ChatraFunctions.Status.Deep;

/// <summary>Each queue, table and container is there, and may be read.</summary>
internal static class StorageChecks
{
    /// <summary>No row is there: a look-up by both keys costs least.</summary>
    private const string NoRow = "PartitionKey eq 'deep-check' and RowKey eq 'deep-check'";

    public static IEnumerable<Check> Of(StorageAccount account) =>
    [
        .. QueueNames.All.Concat(QueueNames.All.Select(QueueNames.Poison))
            .Select(name => One("queue", name, cancellationToken => account.Queue(name).GetPropertiesAsync(cancellationToken))),
        .. TableNames.All.Select(name => One("table", name, cancellationToken => ReadAsync(account.Table(name), cancellationToken))),
        .. ContainerNames.All
            .Select(name => One("container", name, cancellationToken => account.Container(name).GetPropertiesAsync(cancellationToken: cancellationToken))),
    ];

    private static Check One(string kind, string name, Func<CancellationToken, Task> readAsync) =>
        new($"{kind} {name}", cancellationToken => FindAsync(kind, readAsync, cancellationToken), StorageFault.OnSilence);

    private static async Task<Finding> FindAsync(string kind, Func<CancellationToken, Task> readAsync, CancellationToken cancellationToken)
    {
        try
        {
            await readAsync(cancellationToken);
            return Finding.Ok();
        }
        catch (Exception exception) when (StorageOutage.Is(exception) && !cancellationToken.IsCancellationRequested)
        {
            return StorageFault.Describe(kind, exception);
        }
    }

    private static async Task ReadAsync(TableClient table, CancellationToken cancellationToken)
    {
        await foreach (var _ in table.QueryAsync<TableEntity>(NoRow, maxPerPage: 1, cancellationToken: cancellationToken))
            return;
    }
}
