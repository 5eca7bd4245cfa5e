using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace ChatraFunctions.LocalHost;

/// <summary>
/// Takes messages and runs the function for them, in the manner of the host's queue listener
/// (Microsoft.Azure.WebJobs.Extensions.Storage.Queues): a batch at a time, a new one when few enough still run, longer pauses
/// while the queue is empty, missing or out of reach.
/// </summary>
internal sealed partial class QueuePump(
    QueueFunction function,
    QueueServiceClient account,
    QueueSettings settings,
    TimeSpan lease,
    IServiceProvider services,
    TimeProvider time,
    ILogger<QueuePump> logger) : Listener(function.Name, time, logger)
{
    private readonly QueueClient _queue = account.GetQueueClient(function.QueueName);
    private readonly QueueClient _poison = account.GetQueueClient(function.PoisonQueueName);
    private readonly PollingPause _pause = new(settings.MaxPollingInterval);
    private readonly List<Task> _running = [];
    private string? _trouble;

    protected override async Task ListenAsync(CancellationToken stop, CancellationToken abandon)
    {
        while (!stop.IsCancellationRequested)
        {
            // Not cancelled by stop: storage may have hidden messages already, and they would stay so for a whole lease.
            var messages = await TakeAsync(abandon);
            _running.AddRange(messages.Select(message => Task.Run(() => RunAsync(message, abandon), CancellationToken.None)));
            if (messages.Length > 0)
                await RoomAsync();
            else
                await Task.Delay(_pause.Next(), Time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.WhenAll(_running);
    }

    private async Task<QueueMessage[]> TakeAsync(CancellationToken cancellationToken)
    {
        try
        {
            var messages = await _queue.ReceiveMessagesAsync(settings.BatchSize, lease, cancellationToken);
            Recovered();
            if (messages.Value.Length > 0)
                _pause.Reset();

            return messages.Value;
        }
        catch (Exception exception)
        {
            return NothingBecauseOf(Reason(exception));
        }
    }

    private async Task RoomAsync()
    {
        var threshold = settings.NewBatchThreshold ?? settings.BatchSize / 2;
        _running.RemoveAll(task => task.IsCompleted);
        while (_running.Count > threshold)
            _running.Remove(await Task.WhenAny(_running));
    }

    /// <summary>One message from taken to settled. Whatever goes wrong, the message comes back by itself when its lease ends.</summary>
    private async Task RunAsync(QueueMessage raw, CancellationToken abandon)
    {
        var leased = new LeasedMessage(_queue, raw, lease, Time, logger);
        try
        {
            if (raw.Decoded(settings.MessageEncoding) is not { } message)
                await PoisonAsync(leased, "its text is not " + settings.MessageEncoding);
            else if (raw.DequeueCount > settings.MaxDequeueCount)
                await PoisonAsync(leased, "it was tried too often");
            else
                await SettleAsync(leased, await SucceededAsync(leased, message, abandon));
        }
        catch (Exception exception)
        {
            Log.NotSettled(logger, function.Name, raw.MessageId, Reason(exception));
        }
    }

    private async Task<bool> SucceededAsync(LeasedMessage leased, QueueMessage message, CancellationToken abandon)
    {
        using var done = new CancellationTokenSource();
        var keeping = leased.KeepAsync(done.Token);
        try
        {
            await function.RunAsync(services, message, abandon);
            return true;
        }
        catch (Exception exception)
        {
            Log.Failed(logger, function.Name, message.MessageId, message.DequeueCount, exception);
            return false;
        }
        finally
        {
            await done.CancelAsync();
            await keeping;
        }
    }

    private Task SettleAsync(LeasedMessage leased, bool succeeded) =>
        succeeded ? leased.DeleteAsync(CancellationToken.None)
        : leased.Message.DequeueCount >= settings.MaxDequeueCount ? PoisonAsync(leased, "it was tried too often")
        : leased.ReleaseAsync(settings.VisibilityTimeout, CancellationToken.None);

    private async Task PoisonAsync(LeasedMessage leased, string why)
    {
        await leased.MoveToAsync(_poison, CancellationToken.None);
        Log.Poisoned(logger, function.Name, leased.Message.MessageId, leased.Message.DequeueCount, _poison.Name, why);
    }

    /// <summary>Said once when it begins and once when it is over, however long it lasts.</summary>
    private QueueMessage[] NothingBecauseOf(string trouble)
    {
        if (_trouble != trouble)
            Log.OutOfReach(logger, function.Name, _queue.Name, trouble);

        _trouble = trouble;
        return [];
    }

    /// <summary>Storage's own word for it, or what became of the last of the client's tries.</summary>
    private static string Reason(Exception exception) => exception switch
    {
        RequestFailedException { ErrorCode: { } code } => code,
        AggregateException { InnerExceptions: [.., var last] } => last.Message.ReplaceLineEndings(" "),
        _ => exception.Message.ReplaceLineEndings(" "),
    };

    private void Recovered()
    {
        if (_trouble is not null)
            Log.BackInReach(logger, function.Name, _queue.Name);

        _trouble = null;
    }

    private static partial class Log
    {
        [LoggerMessage(11, LogLevel.Error, "{Function} failed on message {MessageId}, dequeued {DequeueCount} times")]
        public static partial void Failed(ILogger logger, string function, string messageId, long dequeueCount, Exception exception);

        [LoggerMessage(12, LogLevel.Error, "{Function}: message {MessageId}, dequeued {DequeueCount} times, went to {PoisonQueue}: {Why}")]
        public static partial void Poisoned(ILogger logger, string function, string messageId, long dequeueCount, string poisonQueue, string why);

        [LoggerMessage(13, LogLevel.Warning, "{Function}: message {MessageId} could not be settled ({Error}) and will come back")]
        public static partial void NotSettled(ILogger logger, string function, string messageId, string error);

        [LoggerMessage(14, LogLevel.Warning, "{Function} waits for the queue {Queue} ({Error})")]
        public static partial void OutOfReach(ILogger logger, string function, string queue, string error);

        [LoggerMessage(15, LogLevel.Information, "{Function} takes messages from the queue {Queue} again")]
        public static partial void BackInReach(ILogger logger, string function, string queue);
    }
}
