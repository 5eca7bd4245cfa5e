using Microsoft.Extensions.Logging;

namespace ChatraFunctions.Erasure;

/// <summary>
/// Does one step of an erasure and queues the next before the queue forgets this one: a crash repeats a step and loses none. Everything
/// is gone through twice. The second time is when no instance can be at an event any more that it took before it knew of the erasure:
/// a tombstone is unknown for a minute at most, and a function runs for five.
/// </summary>
public sealed partial class ErasureWork
{
    internal const int LastPass = 1;

    private const int MaxRows = 20_000;
    private const int MaxMessages = 500;

    private static readonly TimeSpan UntilLastPass = Tombstones.Lifetime + TimeSpan.FromMinutes(6);
    private static readonly TimeSpan WhileSending = TimeSpan.FromSeconds(30);

    private readonly ErasureQueue _queue;
    private readonly ErasureTable _table;
    private readonly ChatEraser _chats;
    private readonly DeliveryEraser _deliveries;
    private readonly PersonRows _person;
    private readonly PayloadEraser _payloads;
    private readonly ExpiredChats _expired;
    private readonly TimeProvider _time;
    private readonly ILogger<ErasureWork> _logger;

    internal ErasureWork(
        ErasureQueue queue, ErasureTable table, ChatEraser chats, DeliveryEraser deliveries, PersonRows person, PayloadEraser payloads, ExpiredChats expired, TimeProvider time, ILogger<ErasureWork> logger) =>
        (_queue, _table, _chats, _deliveries, _person, _payloads, _expired, _time, _logger) = (queue, table, chats, deliveries, person, payloads, expired, time, logger);

    /// <param name="message">A message of the queue <c>erasures</c>.</param>
    /// <param name="cancellationToken">The host is stopping: the message will come again.</param>
    /// <exception cref="FormatException">The message is none of ours; it belongs in the poison queue.</exception>
    public async Task RunAsync(BinaryData message, CancellationToken cancellationToken)
    {
        var step = ErasureStep.Read(message);
        var (counts, next, delay) = await DoAsync(step, cancellationToken);
        if (step.ClientId is not null)
            await _table.AddAsync(step.ClientId, counts, next is { Pass: LastPass } && step.Pass < LastPass ? _time.GetUtcNow() : null, cancellationToken);

        if (next is not null)
            await _queue.SendAsync(next, delay, cancellationToken);

        if (!counts.IsNothing)
            Log.Removed(_logger, step.Stage, counts.Chats, counts.Rows, counts.Messages);
    }

    private async Task<(ErasedCounts Counts, ErasureStep? Next, TimeSpan Delay)> DoAsync(ErasureStep step, CancellationToken cancellationToken)
    {
        var nothing = new ErasedCounts();
        var clientId = step.ClientId ?? "";
        switch (step.Stage)
        {
            case ErasureStage.Customers:
                var customers = await _person.BindingsAsync(clientId, cancellationToken).Select(row => row.GetString("CustomerId")).ToListAsync(cancellationToken);
                return (nothing, step with { Stage = ErasureStage.Chats, CustomerIds = [.. step.CustomerIds.Union(customers)] }, TimeSpan.Zero);

            case ErasureStage.Chats:
                var (chats, allChats) = await _chats.EraseClientAsync(clientId, step.Before, MaxRows, cancellationToken);
                return (chats, allChats ? step with { Stage = ErasureStage.Deliveries } : step, TimeSpan.Zero);

            case ErasureStage.Deliveries:
                var (messages, allMessages) = await _deliveries.EraseAsync(clientId, step.CustomerIds, step.Before, MaxMessages, cancellationToken);
                return (new ErasedCounts(Messages: messages), allMessages ? step with { Stage = ErasureStage.Orders } : step, allMessages || messages > 0 ? TimeSpan.Zero : WhileSending);

            case ErasureStage.Orders:
                return (new ErasedCounts(Orders: await _person.RemoveOrdersAsync(clientId, step.CustomerIds, cancellationToken)), step with { Stage = ErasureStage.Payloads }, TimeSpan.Zero);

            case ErasureStage.Payloads:
                var (blobs, token) = await _payloads.EraseAsync(clientId, step.CustomerIds, step.Token, cancellationToken);
                return (new ErasedCounts(Blobs: blobs), token is null ? step with { Stage = ErasureStage.Bindings, Token = null } : step with { Token = token }, TimeSpan.Zero);

            case ErasureStage.Bindings:
                var bindings = step.Pass == LastPass ? 0 : await _person.RemoveBindingsAsync(clientId, cancellationToken);
                var again = step with { Stage = ErasureStage.Customers, Pass = step.Pass + 1 };
                return (new ErasedCounts(Bindings: bindings), step.Pass < LastPass ? again : null, UntilLastPass);

            case ErasureStage.ExpiredChats:
                var (old, allOld) = await _expired.RemoveAsync(step.Before, MaxRows, cancellationToken);
                return (old, allOld ? step with { Stage = ErasureStage.ExpiredDeliveries } : step, TimeSpan.Zero);

            default:
                var (expired, allExpired) = await _deliveries.ExpireAsync(step.Before, MaxMessages, cancellationToken);
                return (new ErasedCounts(Messages: expired), allExpired ? null : step, TimeSpan.Zero);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Stage}: {Chats} chats, {Rows} rows, {Messages} messages are removed")]
        public static partial void Removed(ILogger logger, ErasureStage stage, int chats, int rows, int messages);
    }
}
