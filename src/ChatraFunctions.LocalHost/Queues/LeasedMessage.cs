using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace ChatraFunctions.LocalHost;

/// <summary>
/// A message that is ours as long as it is hidden. Each renewal gives a new pop receipt, and only the latest one counts, so
/// renewing has ended before the message is deleted or given back.
/// </summary>
internal sealed partial class LeasedMessage(QueueClient queue, QueueMessage message, TimeSpan lease, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);

    /// <summary>A queue forgets messages after seven days unless told otherwise; the platform's host does let it.</summary>
    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);

    private string _popReceipt = message.PopReceipt;

    public QueueMessage Message => message;

    /// <summary>Renews the lease at half of it, and more often once a renewal failed, until <paramref name="done"/>.</summary>
    public async Task KeepAsync(CancellationToken done)
    {
        var pause = lease / 2;
        while (await PausedAsync(pause, done))
        {
            try
            {
                // Not cancelled when the function is done: a renewal that came through with its answer unread would lose the receipt.
                await HideAsync(lease, CancellationToken.None);
                pause = lease / 2;
            }
            catch (RequestFailedException exception) when (exception.Status is 400 or 404)
            {
                Log.Lost(logger, message.MessageId, exception.ErrorCode);
                return;
            }
            catch (Exception exception)
            {
                Log.NotRenewed(logger, message.MessageId, exception.GetType().Name);
                pause = pause / 2 < ShortestPause ? ShortestPause : pause / 2;
            }
        }
    }

    public Task DeleteAsync(CancellationToken cancellationToken) =>
        IfOursAsync(() => queue.DeleteMessageAsync(message.MessageId, _popReceipt, cancellationToken));

    /// <summary>Lets it come back after <paramref name="delay"/>.</summary>
    public Task ReleaseAsync(TimeSpan delay, CancellationToken cancellationToken) =>
        IfOursAsync(() => HideAsync(delay, cancellationToken));

    /// <summary>Copies its text as it is, then deletes it: a failure between the two leaves two copies rather than none.</summary>
    public async Task MoveToAsync(QueueClient other, CancellationToken cancellationToken)
    {
        try
        {
            await other.SendMessageAsync(message.MessageText, visibilityTimeout: null, Forever, cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            await other.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            await other.SendMessageAsync(message.MessageText, visibilityTimeout: null, Forever, cancellationToken);
        }

        await DeleteAsync(cancellationToken);
    }

    private async Task HideAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        var receipt = await queue.UpdateMessageAsync(message.MessageId, _popReceipt, visibilityTimeout: duration, cancellationToken: cancellationToken);
        _popReceipt = receipt.Value.PopReceipt;
    }

    /// <summary>400 and 404 say that the lease had run out and somebody else has the message, or has already deleted it.</summary>
    private async Task IfOursAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (RequestFailedException exception) when (exception.Status is 400 or 404)
        {
            Log.Lost(logger, message.MessageId, exception.ErrorCode);
        }
    }

    private async Task<bool> PausedAsync(TimeSpan pause, CancellationToken done)
    {
        await Task.Delay(pause, time, done).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !done.IsCancellationRequested;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Message {MessageId} is no longer ours ({Error}): it may run twice")]
        public static partial void Lost(ILogger logger, string messageId, string? error);

        [LoggerMessage(2, LogLevel.Warning, "The lease of message {MessageId} could not be renewed ({Error}); trying again")]
        public static partial void NotRenewed(ILogger logger, string messageId, string error);
    }
}
