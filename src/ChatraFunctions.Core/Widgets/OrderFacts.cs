using System.Globalization;
using Chatra.Widget;
using ChatraFunctions.Orders;

namespace ChatraFunctions.Widgets;

/// <summary>What can be shown of an order beside the chat: the setting's name of each, and what agents read.</summary>
internal static class OrderFacts
{
    private static readonly (string Name, string Label, Func<KnownOrder, string?> Of)[] All =
    [
        ("number", "Order", known => known.Order.OrderNumber ?? known.Order.OrderId),
        ("state", "Order state", known => known.Order.State?.Name()),
        ("stateAt", "Order state since", known => known.Order.StateAt?.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)),
        ("total", "Order total", known => TotalOf(known.Updates)),
        ("tracking", "Order tracking", known => TrackingOf(known.Updates)),
        ("statusUrl", "Order page", known => known.Order.StatusUrl),
        ("source", "Order source", known => known.Order.Source),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(fact => fact.Name)];

    /// <summary>What is not known is left out.</summary>
    public static void AddTo(ChatraIntegration integration, KnownOrder order, IReadOnlyList<string> names)
    {
        foreach (var (_, label, of) in All.Where(fact => names.Contains(fact.Name)))
        {
            if (of(order) is { Length: > 0 } value)
                integration.Set(label, value);
        }
    }

    /// <summary>A refund's amount is not the order's.</summary>
    private static string? TotalOf(IReadOnlyList<OrderUpdate> updates) =>
        updates.LastOrDefault(update => update is { Kind: not OrderKind.Refunded, Amount.Total: not null })?.Amount is { } amount ? $"{amount.Total} {amount.Currency}".TrimEnd() : null;

    private static string TrackingOf(IReadOnlyList<OrderUpdate> updates) => string.Join(", ", updates
        .Where(update => !update.IsWithdrawn).Select(update => update.Tracking).OfType<Tracking>()
        .Select(tracking => tracking.Company is null ? tracking.Number : $"{tracking.Number} ({tracking.Company})")
        .Distinct());
}
