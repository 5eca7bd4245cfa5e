using System.Text.Json.Serialization;
using ChatraFunctions.Storage;

namespace ChatraFunctions.Orders;

/// <summary>What happened to an order, whichever system said so. It holds only what a message to the customer needs.</summary>
public sealed record OrderEvent
{
    /// <summary>The route's name of the system: <c>cloudevents</c>, <c>shopify</c>, <c>woocommerce</c>.</summary>
    public required string Source { get; init; }

    public required OrderKind Kind { get; init; }

    /// <summary>The shop's own id.</summary>
    public required string OrderId { get; init; }

    /// <summary>The number that the customer knows, such as <c>#1001</c>.</summary>
    public string? OrderNumber { get; init; }

    /// <summary>The shop's domain, where the source names it.</summary>
    public string? ShopDomain { get; init; }

    /// <summary>The parcel, where the source names one: an order may be shipped in several.</summary>
    public string? FulfilmentId { get; init; }

    /// <summary>The refund, where the source tells of each of several: together they are one message, of the sum.</summary>
    public string? RefundId { get; init; }

    /// <summary>Whose order it is, to be looked up in the bindings.</summary>
    public string? CustomerId { get; init; }

    /// <summary>The customer's chat, where the source knows it.</summary>
    public string? ClientId { get; init; }

    /// <summary>BCP 47, such as <c>en</c> or <c>pt-BR</c>.</summary>
    public string? Locale { get; init; }

    /// <summary>The amount as the source writes it: of the order, or of the refund.</summary>
    public string? Total { get; init; }

    public string? Currency { get; init; }

    public Tracking? Tracking { get; init; }

    /// <summary>A page where the customer sees the order.</summary>
    public string? StatusUrl { get; init; }

    /// <summary>The event's own time, by which the states of an order are put in order.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>
    /// The event names no time of its own: under this id it counts as of when it came first, however often it comes. It is dated where
    /// its order's rows are read, from the envelope, which tells when each copy came.
    /// </summary>
    public string? ArrivalId { get; init; }

    /// <summary>The shop tries something out: nobody is told.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsTest { get; init; }

    /// <summary>The shop says that the order has no customer of its own.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsGuest { get; init; }

    /// <summary>The source names only the order here: whose it is was said, or will be, by the order's own events.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool AwaitsOrder { get; init; }

    /// <summary>The state was reached and is no more: a parcel is not on its way after all.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsWithdrawn { get; init; }

    /// <summary>One state of one order, or of one of its parcels, is one message.</summary>
    [JsonIgnore]
    public string MessageKey => FulfilmentId is null
        ? $"{Source}:{OrderId}:{Kind.Name()}"
        : $"{Source}:{OrderId}:{Kind.Name()}:{FulfilmentId}";

    /// <summary>
    /// The event with a key that a table takes, where its parcel alone is what is too long for one: plugins name parcels by whatever
    /// somebody typed as their number. A digest tells them apart as well.
    /// </summary>
    internal OrderEvent WithFittingKey() =>
        FulfilmentId is null || TableKey.Fits(MessageKey) ? this : this with { FulfilmentId = EventId.Of(FulfilmentId) };
}
