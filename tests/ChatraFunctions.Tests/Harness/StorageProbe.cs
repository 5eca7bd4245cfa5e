using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Queues;
using ChatraFunctions.Storage;

namespace ChatraFunctions.Tests.Harness;

/// <summary>Looks at the app's storage account from outside.</summary>
internal sealed class StorageProbe(string connectionString)
{
    private readonly TableServiceClient _tables = new(connectionString);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public QueueClient Queue(string name) => new(connectionString, name);

    public TableClient Table(string name) => _tables.GetTableClient(name);

    public BlobContainerClient Container(string name) => new(connectionString, name);

    /// <summary>The app creates its tables beside its start, the container last of all.</summary>
    public Task ProvisionedAsync() => Eventually.HoldsAsync(
        async () => await AllThereAsync(), "queues, tables and containers are there");

    public async Task<List<TableEntity>> RowsAsync(string table, string? filter = null)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in Table(table).QueryAsync<TableEntity>(filter, cancellationToken: Cancellation))
            rows.Add(row);

        return rows;
    }

    public async Task<List<string>> BlobsAsync(string prefix)
    {
        var names = new List<string>();
        await foreach (var blob in Container(ContainerNames.Payloads).GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, Cancellation))
            names.Add(blob.Name);

        return names;
    }

    /// <summary>All of a chat in both of its tables as text that equal states have in common, its own id and those of its events taken out.</summary>
    public async Task<string> DumpAsync(string chatId, params string[] eventIds)
    {
        var quoted = TableKey.Escape(chatId).Replace("'", "''", StringComparison.Ordinal);
        var transcript = await RowsAsync(TableNames.Transcripts, $"PartitionKey eq '{quoted}'");
        var index = await RowsAsync(TableNames.ChatIndex, $"ChatId eq '{chatId.Replace("'", "''", StringComparison.Ordinal)}'");
        var text = string.Join('\n', transcript.Concat(index).Select(Describe).Order(StringComparer.Ordinal)).Replace(chatId, "<chat>", StringComparison.Ordinal);
        return eventIds.Select((id, number) => (id, number)).Aggregate(text, (dump, pair) => dump.Replace(pair.id, $"<event {pair.number}>", StringComparison.Ordinal));
    }

    private static string Describe(TableEntity row) => $"{row.PartitionKey} {row.RowKey}\n" + string.Join('\n', row
        .Where(column => column.Key is not ("PartitionKey" or "RowKey" or "Timestamp" or "odata.etag"))
        .OrderBy(column => column.Key, StringComparer.Ordinal)
        .Select(column => $"    {column.Key} = {(column.Value is DateTimeOffset at ? at.ToString("O", CultureInfo.InvariantCulture) : column.Value)}"));

    private async Task<bool> AllThereAsync()
    {
        try
        {
            foreach (var queue in Queues.QueueNames.All.Concat(Queues.QueueNames.All.Select(Queues.QueueNames.Poison)))
                await Queue(queue).GetPropertiesAsync(Cancellation);

            foreach (var table in TableNames.All)
                await RowsAsync(table, "PartitionKey eq 'none'");

            return await Container(ContainerNames.Payloads).ExistsAsync(Cancellation);
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return false;
        }
    }
}
