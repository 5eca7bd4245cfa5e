using ChatraFunctions.Customers;
using ChatraFunctions.Outbox;
using ChatraFunctions.Queues;
using ChatraFunctions.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChatraFunctions.Orders;

/// <summary>Turns an order event of the queue <c>order-events</c> into a message in the outbox, once for each message key.</summary>
public sealed partial class OrderMessageComposer(
    [FromKeyedServices(QueueNames.OrderEvents)] EnvelopeQueue queue,
    KnownOrders orders,
    PrivacyRequests privacy,
    CustomerBindings bindings,
    MessageTemplates templates,
    MessageOutbox outbox,
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
        var envelope = await queue.OpenAsync(message, cancellationToken);
        using var activity = Tracing.Continue("compose order message", envelope.Traceparent);
        var notices = OrderNotices.Read(envelope);
        if (notices.Privacy is { } request)
            await ListAsync(request, cancellationToken);

        foreach (var facts in notices.Orders)
            await orders.RememberAsync(facts, cancellationToken);

        if (notices.Events is [var only])
            await ComposeAsync(envelope, only, cancellationToken);
        else
            await SpreadAsync(envelope, notices.Events, cancellationToken);
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
        var stored = await orders.RememberAsync(OrderFacts.Of(single.Event), cancellationToken);
        var order = single.Event.With(stored);
        var isUnknown = order.AwaitsOrder && !stored.IsSeen;
        var age = time.GetUtcNow() - envelope.ReceivedAt;
        if (isUnknown && !order.IsTest && age < options.WaitForOrder)
        {
            // It goes to the end of the queue first, and off its head when this function returns: never lost, at worst twice there.
            await queue.SendAsync(Wrap(envelope, single), WaitAfter(age), cancellationToken);
            Log.Waits(logger, order.MessageKey);
            return;
        }

        var (clientId, reason) = await FindChatAsync(order, stored, cancellationToken);
        await outbox.QueueAsync(new NewMessage(order.MessageKey, clientId, templates.Render(order), SkipReason: reason) { CustomerId = order.CustomerId }, cancellationToken);
    }

    /// <summary>The customer's chat; or none, and why. Without a reason it is that nobody has bound the customer.</summary>
    private async Task<(string? ClientId, string? Reason)> FindChatAsync(OrderEvent order, StoredOrder stored, CancellationToken cancellationToken)
    {
        if (order.IsTest)
            return (null, SkipReasons.Test);

        if (stored.IsDeleted)
            return (null, SkipReasons.Deleted);

        if (order.ClientId is not null)
            return (order.ClientId, null);

        if (order.CustomerId is null)
            return (null, order.AwaitsOrder && !stored.IsSeen ? SkipReasons.UnknownOrder : order.IsGuest || order.AwaitsOrder ? SkipReasons.Guest : null);

        return ((await bindings.FindAsync(order.CustomerId, cancellationToken))?.ClientId, null);
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
    }
}
