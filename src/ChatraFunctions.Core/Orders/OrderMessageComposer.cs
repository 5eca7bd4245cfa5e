using ChatraFunctions.Erasure;
using ChatraFunctions.Queues;
using ChatraFunctions.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChatraFunctions.Orders;

/// <summary>Keeps what the order events of the queue <c>order-events</c> say, and sees to the messages of their orders.</summary>
public sealed partial class OrderMessageComposer(
    [FromKeyedServices(QueueNames.OrderEvents)] EnvelopeQueue queue,
    ErasedOrders erased,
    KnownOrders orders,
    PrivacyRequests privacy,
    OrderMessages messages,
    OrderOptions options,
    TimeProvider time,
    ILogger<OrderMessageComposer> logger)
{
    private const int Parallelism = 8;

    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);

    /// <exception cref="FormatException">The message is not an order event; it belongs in the poison queue.</exception>
    public async Task ComposeAsync(BinaryData message, CancellationToken cancellationToken)
    {
        if (await erased.OpenAsync(queue, message, cancellationToken) is not { } envelope)
            return;

        using var activity = Tracing.Continue("compose order message", envelope.Traceparent);
        var notices = OrderNotices.Read(envelope);
        if (notices.Privacy is { } request)
            await ListAsync(request, cancellationToken);

        foreach (var facts in notices.Orders)
        {
            if (!await IsErasedAsync(facts, envelope.Name, cancellationToken))
                await messages.SettleAsync(await orders.RememberAsync(facts, cancellationToken), overdueKey: null, cancellationToken);
        }

        if (notices.Events is [var only])
            await ComposeAsync(envelope, only, cancellationToken);
        else
            await SpreadAsync(envelope, notices.Events, cancellationToken);
    }

    /// <summary>Before a word of the event is kept. What is later than the erasure is a new beginning.</summary>
    private async ValueTask<bool> IsErasedAsync(OrderFacts facts, string name, CancellationToken cancellationToken)
    {
        if (!await erased.HaveAsync(facts, cancellationToken))
            return false;

        Log.Erased(logger, name, ErasedOrders.IdOf(facts));
        return true;
    }

    private async Task ListAsync(PrivacyRequest request, CancellationToken cancellationToken)
    {
        await privacy.ListAsync(request, cancellationToken);
        Log.PrivacyRequested(logger, request.Topic, request.Id);
    }

    /// <summary>
    /// Several events that came in one request go on each by itself, so that one that fails or waits does not hold up the others.
    /// Dying in between repeats some of them.
    /// </summary>
    private Task SpreadAsync(Envelope envelope, IEnumerable<IdentifiedOrderEvent> events, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        events,
        new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken },
        async (each, _) => await queue.SendAsync(Wrap(envelope, each), cancellationToken));

    private static Envelope Wrap(Envelope envelope, IdentifiedOrderEvent single) =>
        envelope with { Id = single.Id, Name = single.Name, Body = new OrderNotices { Events = [single] }.ToBody() };

    private async Task ComposeAsync(Envelope envelope, IdentifiedOrderEvent single, CancellationToken cancellationToken)
    {
        // By the envelope's time: the body may be a blob, which a later copy of the event has overwritten.
        var told = single.Event.ArrivalId is null ? single.Event : single.Event with { OccurredAt = envelope.ReceivedAt };
        if (await IsErasedAsync(OrderFacts.Of(told), single.Name, cancellationToken))
            return;

        var known = await orders.RememberAsync(told, cancellationToken);
        var age = time.GetUtcNow() - envelope.ReceivedAt;
        if (known.Order is { IsSeen: false, IsTest: false } && age < options.WaitForOrder)
        {
            // It goes to the end of the queue first, and off its head when this function returns: never lost, at worst twice there.
            await queue.SendAsync(Wrap(envelope, single), WaitAfter(age), cancellationToken);
            Log.Waits(logger, single.Event.MessageKey);
            return;
        }

        await messages.SettleAsync(known, single.Event.MessageKey, cancellationToken);
    }

    /// <summary>A third of the time waited so far: soon at first, for most orders are a moment late at most.</summary>
    private static TimeSpan WaitAfter(TimeSpan age) => TimeSpan.FromSeconds(
        Math.Ceiling(Math.Clamp(age.TotalSeconds / 3, ShortestWait.TotalSeconds, LongestWait.TotalSeconds)));

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Message {Key} waits until its order is known")]
        public static partial void Waits(ILogger logger, string key);

        [LoggerMessage(2, LogLevel.Warning, "A request {Topic} is in the table PrivacyRequests as {RequestId}, to be carried out by the operator")]
        public static partial void PrivacyRequested(ILogger logger, string topic, string requestId);

        [LoggerMessage(3, LogLevel.Information, "{EventName} of {ErasedOrder} is not kept: the order, or whose it is, was erased after it")]
        public static partial void Erased(ILogger logger, string eventName, string erasedOrder);
    }
}
