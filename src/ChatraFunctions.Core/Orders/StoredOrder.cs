namespace ChatraFunctions.Orders;

/// <summary>All that is known of an order.</summary>
public sealed record StoredOrder
{
    public required string Source { get; init; }

    public required string OrderId { get; init; }

    /// <summary>What the keys of its messages begin with.</summary>
    internal string KeyPrefix => $"{Source}:{OrderId}:";

    public string? OrderNumber { get; init; }

    public string? ShopDomain { get; init; }

    public string? CustomerId { get; init; }

    public string? ClientId { get; init; }

    public string? Locale { get; init; }

    public string? StatusUrl { get; init; }

    /// <summary>The latest state by the events' own times.</summary>
    public OrderKind? State { get; init; }

    public DateTimeOffset? StateAt { get; init; }

    /// <summary>One of the order's own events was seen; false where only its parcels or refunds were.</summary>
    public bool IsSeen { get; init; }

    public bool IsTest { get; init; }

    /// <summary>The shop has said that the order has no customer of its own.</summary>
    public bool IsGuest { get; init; }

    public bool IsDeleted { get; init; }

    /// <summary>Events of which customers are told nothing, and why.</summary>
    public IReadOnlyList<SeenNote> Notes { get; init; } = [];
}
