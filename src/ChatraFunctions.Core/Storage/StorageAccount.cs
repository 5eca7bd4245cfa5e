using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;

namespace ChatraFunctions.Storage;

/// <summary>
/// The storage account behind everything, reached as the Functions host reaches it: by the connection string
/// <c>AzureWebJobsStorage</c> (local), or by identity with <c>AzureWebJobsStorage__accountName</c> or
/// <c>__blobServiceUri</c>, <c>__queueServiceUri</c>, <c>__tableServiceUri</c> (Azure).
/// </summary>
public sealed class StorageAccount
{
    private const string Setting = "AzureWebJobsStorage";

    private readonly QueueServiceClient _queues;
    private readonly QueueServiceClient _rawQueues;
    private readonly TableServiceClient _tables;
    private readonly BlobServiceClient _blobs;

    private StorageAccount(
        Func<QueueMessageEncoding, QueueServiceClient> queues, TableServiceClient tables, BlobServiceClient blobs, bool isLocal)
    {
        (_queues, _rawQueues) = (queues(QueueMessageEncoding.Base64), queues(QueueMessageEncoding.None));
        (_tables, _blobs, IsLocal) = (tables, blobs, isLocal);
    }

    /// <summary>
    /// Reached with a connection string: nobody has created the queues, tables and containers with the account.
    /// </summary>
    public bool IsLocal { get; }

    /// <exception cref="SettingException">Neither form is there, or one is malformed.</exception>
    internal static StorageAccount From(IConfiguration configuration)
    {
        var section = configuration.GetSection(Setting);
        try
        {
            return section.Value is { Length: > 0 } connectionString
                ? ByConnectionString(connectionString)
                : ByIdentity(section);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or InvalidOperationException)
        {
            throw new SettingException($"{Setting}: {exception.Message.ReplaceLineEndings(" ")}", exception);
        }
    }

    /// <summary>A queue of Base64 messages, as the Functions host reads and writes them.</summary>
    public QueueClient Queue(string name) => _queues.GetQueueClient(name);

    /// <summary>The same queue with its messages as they are, for whoever has to cope with ones that are not Base64.</summary>
    public QueueClient RawQueue(string name) => _rawQueues.GetQueueClient(name);

    public TableClient Table(string name) => _tables.GetTableClient(name);

    public BlobContainerClient Container(string name) => _blobs.GetBlobContainerClient(name);

    private static StorageAccount ByConnectionString(string connectionString) => new(
        encoding => new QueueServiceClient(connectionString, Patience(new QueueClientOptions { MessageEncoding = encoding })),
        new TableServiceClient(connectionString, Patience(new TableClientOptions())),
        new BlobServiceClient(connectionString, Patience(new BlobClientOptions())),
        isLocal: true);

    private static StorageAccount ByIdentity(IConfigurationSection section)
    {
        var credential = Credential(section);
        return new StorageAccount(
            encoding => new QueueServiceClient(Endpoint(section, "queue"), credential, Patience(new QueueClientOptions { MessageEncoding = encoding })),
            new TableServiceClient(Endpoint(section, "table"), credential, Patience(new TableClientOptions())),
            new BlobServiceClient(Endpoint(section, "blob"), credential, Patience(new BlobClientOptions())),
            isLocal: false);
    }

    /// <summary>The host's own rule: a managed identity when it is named, else whatever the environment offers.</summary>
    private static TokenCredential Credential(IConfigurationSection section) =>
        section["clientId"] is { Length: > 0 } clientId
            ? new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(clientId))
            : new DefaultAzureCredential();

    private static Uri Endpoint(IConfigurationSection section, string service)
    {
        if (section[$"{service}ServiceUri"] is { Length: > 0 } uri)
            return new Uri(uri);

        if (section["accountName"] is { Length: > 0 } account)
            return new Uri($"https://{account}.{service}.core.windows.net");

        throw new SettingException($"{Setting}: set a connection string, or {Setting}__accountName for an identity-based connection.");
    }

    /// <summary>
    /// A few quick tries: a webhook's sender waits for our answer and comes again on 503, and a queue message comes back by itself.
    /// </summary>
    private static TOptions Patience<TOptions>(TOptions options)
        where TOptions : ClientOptions
    {
        options.Retry.MaxRetries = 3;
        options.Retry.Delay = TimeSpan.FromMilliseconds(200);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(2);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(10);
        return options;
    }
}
