using Azure.Storage.Queues;

namespace ChatraFunctions.LocalHost;

/// <summary>The storage accounts of queue triggers, by the setting that names them.</summary>
internal static class QueueAccounts
{
    /// <summary>As in the host, <c>AzureWebJobsOrders</c> may stand for the connection <c>Orders</c>.</summary>
    /// <exception cref="SettingException">There is no connection string under this name, or it is malformed.</exception>
    public static QueueServiceClient Open(IConfiguration configuration, string connection)
    {
        var connectionString = configuration[$"AzureWebJobs{connection}"] ?? configuration[connection];
        if (string.IsNullOrWhiteSpace(connectionString))
            throw new SettingException($"{connection}: set the storage account's connection string; the local host knows no other way in.");

        try
        {
            return new QueueServiceClient(connectionString, Options());
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or InvalidOperationException)
        {
            throw new SettingException($"{connection}: {exception.Message.ReplaceLineEndings(" ")}", exception);
        }
    }

    /// <summary>Texts as they are (see <see cref="QueueEncoding"/>), and a few quick tries: whoever asks comes again by itself.</summary>
    private static QueueClientOptions Options()
    {
        var options = new QueueClientOptions { MessageEncoding = QueueMessageEncoding.None };
        options.Retry.MaxRetries = 3;
        options.Retry.Delay = TimeSpan.FromMilliseconds(200);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(2);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(10);
        return options;
    }
}
