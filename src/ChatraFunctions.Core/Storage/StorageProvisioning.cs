using Azure;
using ChatraFunctions.Queues;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ChatraFunctions.Storage;

/// <summary>
/// Creates the queues, tables and containers on a local account; in Azure they come with the account. It runs beside the start and tries
/// until it is through, so that a host that comes up before its storage needs no restart.
/// </summary>
internal sealed partial class StorageProvisioning(StorageAccount account, TimeProvider time, ILogger<StorageProvisioning> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!account.IsLocal)
            return;

        while (!await TryCreateAsync(stoppingToken))
            await Task.Delay(Pause, time, stoppingToken);

        Log.Created(logger);
    }

    private async Task<bool> TryCreateAsync(CancellationToken cancellationToken)
    {
        try
        {
            var queues = QueueNames.All.Concat(QueueNames.All.Select(QueueNames.Poison));
            await Task.WhenAll([
                .. queues.Select(name => account.Queue(name).CreateIfNotExistsAsync(cancellationToken: cancellationToken)),
                .. TableNames.All.Select(name => account.Table(name).CreateIfNotExistsAsync(cancellationToken)),
                .. ContainerNames.All.Select(name => account.Container(name).CreateIfNotExistsAsync(cancellationToken: cancellationToken)),
            ]);
            return true;
        }
        catch (Exception exception) when (exception is RequestFailedException or AggregateException)
        {
            Log.NotYet(logger, exception.GetType().Name);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Queues, tables and containers are there")]
        public static partial void Created(ILogger logger);

        [LoggerMessage(2, LogLevel.Warning, "The storage account cannot be reached yet ({Error}); trying again")]
        public static partial void NotYet(ILogger logger, string error);
    }
}
