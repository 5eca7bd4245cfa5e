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
    private const int MaxOrders = 50;
    private const int MaxBindings = 500;

    private static readonly TimeSpan UntilLastPass = Tombstones.Lifetime + TimeSpan.FromMinutes(6);
    private static readonly TimeSpan WhileSending = TimeSpan.FromSeconds(30);

    private readonly ErasureQueue _queue;
    private readonly ErasureTable _table;
    private readonly ChatEraser _chats;
    private readonly DeliveryEraser _deliveries;
    private readonly Identities _identities;
    private readonly OrderEraser _orders;
    private readonly PersonRows _person;
    private readonly PayloadEraser _payloads;
    private readonly ExpiredChats _expired;
    private readonly TimeProvider _time;
    private readonly ILogger<ErasureWork> _logger;

    internal ErasureWork(
        ErasureQueue queue, ErasureTable table, Identities identities, ChatEraser chats, DeliveryEraser deliveries, OrderEraser orders, PersonRows person, PayloadEraser payloads, ExpiredChats expired, TimeProvider time, ILogger<ErasureWork> logger) =>
        (_queue, _table, _identities, _chats, _deliveries, _orders, _person, _payloads, _expired, _time, _logger) =
        (queue, table, identities, chats, deliveries, orders, person, payloads, expired, time, logger);

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
            Log.Removed(_logger, step.Stage, counts.Chats, counts.Rows, counts.Messages, counts.Orders, counts.Blobs, counts.Bindings);
    }

    private async Task<(ErasedCounts Counts, ErasureStep? Next, TimeSpan Delay)> DoAsync(ErasureStep step, CancellationToken cancellationToken)
    {
        var nothing = new ErasedCounts();
        var clientId = step.ClientId ?? "";
        switch (step.Stage)
        {
            case ErasureStage.Customers:
                return (nothing, await _identities.FindCustomersAsync(step, cancellationToken), TimeSpan.Zero);

            case ErasureStage.OrderTombstones:
                return (nothing, await _identities.MarkOrdersAsync(step, cancellationToken), TimeSpan.Zero);

            case ErasureStage.Chats:
                var (chats, allChats) = await _chats.EraseClientAsync(clientId, step.SaidBefore, MaxRows, cancellationToken);
                return (chats, allChats ? step with { Stage = ErasureStage.Deliveries } : step, TimeSpan.Zero);

            case ErasureStage.Chat:
                var (chat, allChat) = await _chats.EraseAsync(step.ChatId!, clientId, step.SaidBefore, MaxRows, cancellationToken);
                return (chat, allChat ? null : step, TimeSpan.Zero);

            case ErasureStage.Deliveries:
                var (messages, allMessages) = await _deliveries.EraseAsync(clientId, step.CustomerIds, step.Before, MaxMessages, cancellationToken);
                return (new ErasedCounts(Messages: messages), allMessages ? step with { Stage = ErasureStage.Orders } : step, allMessages || messages > 0 ? TimeSpan.Zero : WhileSending);

            case ErasureStage.Orders:
                var (orders, isWaiting, nextOrders) = await _orders.EraseAsync(step, MaxOrders, cancellationToken);
                return (orders, isWaiting ? step : Go(step, ErasureStage.Payloads, nextOrders), isWaiting ? WhileSending : TimeSpan.Zero);

            case ErasureStage.Payloads:
                var (blobs, token) = await _payloads.EraseAsync(step, cancellationToken);
                return (new ErasedCounts(Blobs: blobs), Go(step, ErasureStage.Bindings, token), TimeSpan.Zero);

            case ErasureStage.Bindings when step.Pass == LastPass:
                return (nothing, null, TimeSpan.Zero);

            case ErasureStage.Bindings:
                var (bindings, nextBindings) = await _person.RemoveBindingsAsync(clientId, step.Token, MaxBindings, cancellationToken);
                var counts = new ErasedCounts(Bindings: bindings);
                return nextBindings is null
                    ? (counts, step with { Stage = ErasureStage.Customers, Token = null, Pass = step.Pass + 1 }, UntilLastPass)
                    : (counts, step with { Token = nextBindings }, TimeSpan.Zero);

            case ErasureStage.ExpiredChats:
                var (old, allOld) = await _expired.RemoveAsync(step.Before, MaxRows, cancellationToken);
                return (old, allOld ? step with { Stage = ErasureStage.ExpiredDeliveries } : step, TimeSpan.Zero);

            default:
                var (expired, allExpired) = await _deliveries.ExpireAsync(step.Before, MaxMessages, cancellationToken);
                return (new ErasedCounts(Messages: expired), allExpired ? null : step, TimeSpan.Zero);
        }
    }

    /// <summary>On with this stage, or to the next one where this is through.</summary>
    private static ErasureStep Go(ErasureStep step, ErasureStage next, string? token) => token is null ? step with { Stage = next, Token = null } : step with { Token = token };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Stage}: {Chats} chats, {Rows} rows, {Messages} messages, {Orders} orders, {Blobs} blobs, {Bindings} bindings are removed")]
        public static partial void Removed(ILogger logger, ErasureStage stage, int chats, int rows, int messages, int orders, int blobs, int bindings);
    }
}
