namespace ChatraFunctions.Orders;

/// <summary>The answer of <c>GET /orders/{source}/{orderId}</c>.</summary>
/// <param name="Source">The route's name of the system.</param>
/// <param name="OrderId">The shop's own id.</param>
/// <param name="OrderNumber">The number that the customer knows.</param>
/// <param name="ShopDomain">The shop, where the source names it.</param>
/// <param name="State">The latest state by the events' own times; null before there is one that customers are told of.</param>
/// <param name="StateAt">When it was reached.</param>
/// <param name="Customer">Whose order it is, as far as it is known.</param>
/// <param name="StatusUrl">A page where the customer sees the order.</param>
/// <param name="IsTest">The shop tries something out.</param>
/// <param name="IsDeleted">The shop has deleted it.</param>
/// <param name="Messages">One for each state, in the order in which the order reached them.</param>
/// <param name="Silent">Events of which the customer is told nothing, and why.</param>
public sealed record OrderView(
    string Source,
    string OrderId,
    string? OrderNumber,
    string? ShopDomain,
    OrderKind? State,
    DateTimeOffset? StateAt,
    OrderCustomerView Customer,
    string? StatusUrl,
    bool? IsTest,
    bool? IsDeleted,
    IReadOnlyList<OrderMessageView> Messages,
    IReadOnlyList<SeenNote> Silent);
