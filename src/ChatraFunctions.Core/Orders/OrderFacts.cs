namespace ChatraFunctions.Orders;

/// <summary>What one event says of an order itself, to be kept: later events of the order may leave it out.</summary>
public sealed record OrderFacts
{
    public required string Source { get; init; }

    public required string OrderId { get; init; }

    /// <summary>The event's own time: of two that disagree, the later one is right.</summary>
    public required DateTimeOffset At { get; init; }

    public string? OrderNumber { get; init; }

    public string? ShopDomain { get; init; }

    public string? CustomerId { get; init; }

    public string? ClientId { get; init; }

    public string? Locale { get; init; }

    public string? StatusUrl { get; init; }

    /// <summary>The state that the event tells of, if it is one that customers are told of.</summary>
    public OrderKind? State { get; init; }

    /// <summary>The order's own event, which would have named its customer: it need not be waited for any more.</summary>
    public bool IsWhole { get; init; }

    public bool IsTest { get; init; }

    public bool IsGuest { get; init; }

    /// <summary>True: the order was deleted; false: it was brought back; null: neither.</summary>
    public bool? IsDeleted { get; init; }

    /// <summary>The event tells customers nothing; why, for whoever looks for it.</summary>
    public OrderNote? Note { get; init; }

    public static OrderFacts Of(OrderEvent order) => new()
    {
        Source = order.Source,
        OrderId = order.OrderId,
        At = order.OccurredAt,
        OrderNumber = order.OrderNumber,
        ShopDomain = order.ShopDomain,
        CustomerId = order.CustomerId,
        ClientId = order.ClientId,
        Locale = order.Locale,
        StatusUrl = order.StatusUrl,
        State = order.Kind,
        IsWhole = !order.AwaitsOrder,
        IsTest = order.IsTest,
        IsGuest = order.IsGuest,
    };
}
