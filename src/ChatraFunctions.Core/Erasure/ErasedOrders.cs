using ChatraFunctions.Orders;
using ChatraFunctions.Queues;

namespace ChatraFunctions.Erasure;

/// <summary>
/// Which order events would bring back somebody who was erased: those of the client or of a customer of theirs up to the erasure, and
/// all of an order that was erased. Shops go on telling of an old order, with each touch of it and by the time of that.
/// </summary>
public sealed class ErasedOrders
{
    private readonly ErasureTable _table;
    private readonly Tombstones _tombstones;

    internal ErasedOrders(ErasureTable table, Tombstones tombstones) => (_table, _tombstones) = (table, tombstones);

    /// <summary>The order as a log may name it.</summary>
    internal static string IdOf(OrderFacts facts) => ErasureTable.IdOfOrder(OrderRow.Partition(facts.Source, facts.OrderId));

    /// <inheritdoc cref="Tombstones.OpenAsync"/>
    internal Task<Envelope?> OpenAsync(EnvelopeQueue events, BinaryData message, CancellationToken cancellationToken) => _tombstones.OpenAsync(events, message, cancellationToken);

    /// <summary>
    /// No call, but for an event that names nobody, where it is one read: what it left behind would be nobody's, and the erasure's second
    /// pass, which makes up for tombstones that an instance does not know yet, would not find it.
    /// </summary>
    internal async ValueTask<bool> HaveAsync(OrderFacts facts, CancellationToken cancellationToken)
    {
        var order = IdOf(facts);
        if (await _tombstones.FindByIdAsync(order, cancellationToken) is not null)
            return true;

        if (facts is { ClientId: null, CustomerId: null })
            return await _table.FindTombstoneAsync(order, cancellationToken) is not null;

        return (facts.ClientId is { } clientId && await _tombstones.FindAsync(clientId, cancellationToken) >= facts.At)
            || (facts.CustomerId is { } customerId && await _tombstones.FindByIdAsync(ErasureTable.IdOfCustomer(customerId), cancellationToken) >= facts.At);
    }
}
