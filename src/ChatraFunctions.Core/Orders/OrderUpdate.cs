using System.Globalization;

namespace ChatraFunctions.Orders;

/// <summary>
/// A state that an order, or one of its parcels, has reached: what one message is about, however many events told of it.
/// </summary>
public sealed record OrderUpdate
{
    public required string Key { get; init; }

    public required OrderKind Kind { get; init; }

    public string? FulfilmentId { get; init; }

    /// <summary>When the state was reached, by the events' own times: the earliest that any of them names.</summary>
    public required DateTimeOffset ReachedAt { get; init; }

    public Tracking? Tracking { get; init; }

    public Amount? Amount { get; init; }

    public string? StatusUrl { get; init; }

    /// <summary>A parcel that is not on its way any more.</summary>
    public bool IsWithdrawn { get; init; }

    /// <summary>Told only by events that do not name the order's customer.</summary>
    public bool AwaitsOrder { get; init; }

    /// <summary>What the customer reads of it; a change of it is a change of the message.</summary>
    internal string Content => EventId.Of(
        Tracking?.Number, Tracking?.Company, Tracking?.Url, StatusUrl, HasAmount ? Amount?.Total : null, HasAmount ? Amount?.Currency : null);

    /// <summary>In a message about a parcel, the order's total is no news.</summary>
    private bool HasAmount => Kind is OrderKind.Placed or OrderKind.Paid or OrderKind.Refunded;

    /// <summary>
    /// Whether it takes the place of another: of an earlier state of the order, or of the same parcel. Parcels do not take each
    /// other's place.
    /// </summary>
    internal bool Supersedes(OrderUpdate other) =>
        (FulfilmentId is null || other.FulfilmentId is null || FulfilmentId == other.FulfilmentId) && Sequence(this, other) > 0;

    /// <summary>The order in which states follow each other: by time; of two at the same instant, as they usually come.</summary>
    internal static int Sequence(OrderUpdate left, OrderUpdate right) =>
        left.ReachedAt != right.ReachedAt ? left.ReachedAt.CompareTo(right.ReachedAt)
        : left.Kind != right.Kind ? left.Kind.CompareTo(right.Kind)
        : string.CompareOrdinal(left.FulfilmentId, right.FulfilmentId);

    /// <summary>Null where the parts are of several currencies, or not numbers.</summary>
    internal static Amount? Sum(IReadOnlyCollection<Amount> parts)
    {
        var currencies = parts.Select(part => part.Currency).Distinct().ToList();
        var sum = 0m;
        foreach (var part in parts)
        {
            if (currencies.Count != 1 || !decimal.TryParse(part.Total, NumberStyles.Number, CultureInfo.InvariantCulture, out var amount))
                return null;

            sum += amount;
        }

        return new Amount(sum.ToString(CultureInfo.InvariantCulture), currencies[0]);
    }
}
