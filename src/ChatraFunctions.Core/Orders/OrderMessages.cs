using ChatraFunctions.Customers;
using ChatraFunctions.Erasure;
using ChatraFunctions.Orders.Texts;
using ChatraFunctions.Orders.WooCommerce;
using ChatraFunctions.Outbox;
using ChatraFunctions.Storage;

namespace ChatraFunctions.Orders;

/// <summary>
/// Brings an order's messages in line with what is known of the order: each state that it has reached is one message, which is queued,
/// changed, superseded by a later state, or skipped with a reason. It can be done again at any time, and does nothing then.
/// </summary>
/// <remarks>
/// Whoever wrote the order's row last knows all of its states, and sees to all of them; so of two events that meet, the later one to be
/// written settles both, whatever becomes of the other.
/// </remarks>
public sealed class OrderMessages(
    KnownOrders orders,
    MessageOutbox outbox,
    MessageChanges changes,
    CustomerBindings bindings,
    MessageTexts texts,
    OrderOptions options,
    RetentionOptions retention,
    TimeProvider time)
{
    /// <summary>Each time it was somebody else who had later news; the events of one order come a few at a time.</summary>
    private const int MaxTries = 10;

    /// <param name="known">The order.</param>
    /// <param name="overdueKey">The message that does not wait any longer for its order.</param>
    /// <param name="cancellationToken">Ends the wait for storage.</param>
    public async Task SettleAsync(KnownOrder known, string? overdueKey, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            if (await TrySettleAsync(known, overdueKey, cancellationToken))
                return;

            known = await orders.FindAsync(known.Order.Source, known.Order.OrderId, cancellationToken) ?? known;
        }

        throw new StorageBusyException("The order's messages were changed by others again and again.");
    }

    private async Task<bool> TrySettleAsync(KnownOrder known, string? overdueKey, CancellationToken cancellationToken)
    {
        var settled = known.Updates.Where(update => known.Order.IsSeen || known.Order.IsTest || update.Key == overdueKey).ToList();
        if (settled.Count == 0)
            return true;

        var deliveries = (await outbox.FindAllAsync(known.Order.KeyPrefix, cancellationToken)).ToDictionary(delivery => delivery.Key, StringComparer.Ordinal);
        var areSettled = true;
        foreach (var update in FirstParcel.Adopt(settled, deliveries)) // The oldest first: it is off the outbox before the later one is in it.
        {
            var delivery = deliveries.GetValueOrDefault(update.Key) ?? await QueueAsync(update, known, cancellationToken);
            areSettled &= await TryChangeAsync(delivery, update, known, cancellationToken);
        }

        return areSettled;
    }

    /// <returns>The delivery, which another may have queued a moment ago.</returns>
    private async Task<Delivery> QueueAsync(OrderUpdate update, KnownOrder known, CancellationToken cancellationToken) =>
        await outbox.QueueAsync(await WriteAsync(update, known, cancellationToken), cancellationToken);

    private async Task<NewMessage> WriteAsync(OrderUpdate update, KnownOrder known, CancellationToken cancellationToken)
    {
        var (chat, reason) = await FindChatAsync(update, known.Order, cancellationToken);
        var text = await texts.WriteAsync(Describe(update, known.Order, chat?.Locale), cancellationToken);
        return new NewMessage(update.Key, chat?.ClientId, text, NullIfEmpty(options.AgentId), NullIfEmpty(options.GroupId), reason)
        {
            CustomerId = known.Order.CustomerId,
            Content = update.Content,
            IsOutdated = IsOutdated(update, known),
        };
    }

    /// <summary>False when somebody else has changed it meanwhile: they may know more.</summary>
    private async Task<bool> TryChangeAsync(Delivery delivery, OrderUpdate update, KnownOrder known, CancellationToken cancellationToken)
    {
        if (known.Order.IsSeen && delivery is { Status: DeliveryStatus.Skipped, Reason: SkipReasons.UnknownOrder })
        {
            await changes.BeginAnewAsync(await WriteAsync(update, known, cancellationToken), SkipReasons.UnknownOrder, cancellationToken);
            return true;
        }

        if (delivery is { IsUnsent: true, MessageId: null, IsOutdated: false } && (known.Order.IsDeleted || update.IsWithdrawn || IsOutdated(update, known)))
            await changes.SupersedeAsync(update.Key, known.Order.IsDeleted ? SkipReasons.Deleted : update.IsWithdrawn ? SkipReasons.Withdrawn : null, cancellationToken);

        var isChanged = delivery.Content is not null && delivery.Content != update.Content && (delivery.IsUnsent || delivery.MessageId is not null);
        if (!isChanged)
            return true;

        var locale = known.Order.Locale ?? (await FindBindingAsync(known.Order, cancellationToken))?.Details?.Locale;
        var text = await texts.WriteAsync(Describe(update, known.Order, locale), cancellationToken);
        return await changes.ReviseAsync(update.Key, delivery.Content!, update.Content, text, cancellationToken);
    }

    /// <summary>A kind that is not sent takes nobody's place, but for the order's end.</summary>
    private bool IsOutdated(OrderUpdate update, KnownOrder known) =>
        known.Updates.Any(later => !later.IsWithdrawn && later.Supersedes(update) && (later.Kind == OrderKind.Cancelled || options.IsSent(later.Kind)));

    /// <summary>The customer's chat; or none, and why. Without a reason it is that nobody has bound the customer.</summary>
    private async Task<((string ClientId, string? Locale)? Chat, string? Reason)> FindChatAsync(OrderUpdate update, StoredOrder order, CancellationToken cancellationToken)
    {
        if (order.IsTest)
            return (null, SkipReasons.Test);

        if (order.IsDeleted)
            return (null, SkipReasons.Deleted);

        if (!options.IsSent(update.Kind))
            return (null, SkipReasons.Kind);

        if (update.IsWithdrawn)
            return (null, SkipReasons.Withdrawn);

        if (retention.Days > 0 && update.ReachedAt < time.GetUtcNow() - TimeSpan.FromDays(retention.Days))
            return (null, SkipReasons.TooOld); // It may have been sent: nobody knows any more.

        if (order is { CustomerId: null, ClientId: null })
            return (null, !order.IsSeen ? SkipReasons.UnknownOrder : order.IsGuest ? SkipReasons.Guest : null);

        var binding = await FindBindingAsync(order, cancellationToken);
        return (order.ClientId ?? binding?.ClientId) is { } clientId ? ((clientId, order.Locale ?? binding?.Details?.Locale), null) : (null, null);
    }

    private async Task<Binding?> FindBindingAsync(StoredOrder order, CancellationToken cancellationToken) =>
        order.CustomerId is null ? null : await bindings.FindAsync(order.CustomerId, cancellationToken);

    /// <summary>The state as a template sees it: what it leaves open is as known of its order.</summary>
    private static OrderEvent Describe(OrderUpdate update, StoredOrder order, string? locale) => new()
    {
        Source = order.Source,
        Kind = update.Kind,
        OrderId = order.OrderId,
        OrderNumber = order.OrderNumber,
        ShopDomain = order.ShopDomain,
        FulfilmentId = update.FulfilmentId,
        Locale = locale ?? order.Locale,
        Total = update.Amount?.Total,
        Currency = update.Amount?.Currency,
        Tracking = update.Tracking,
        StatusUrl = update.StatusUrl ?? order.StatusUrl,
        OccurredAt = update.ReachedAt,
    };

    private static string? NullIfEmpty(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
