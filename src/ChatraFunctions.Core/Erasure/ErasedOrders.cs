using ChatraFunctions.Orders;

namespace ChatraFunctions.Erasure;

/// <summary>
/// Which order events would bring back somebody who was erased: those of the client, of a customer of theirs, or of an order that was
/// erased, up to the erasure.
/// </summary>
public sealed class ErasedOrders
{
    private readonly ErasureTable _table;
    private readonly Tombstones _tombstones;

    internal ErasedOrders(ErasureTable table, Tombstones tombstones) => (_table, _tombstones) = (table, tombstones);

    /// <summary>The order as a log may name it.</summary>
    internal static string IdOf(OrderFacts facts) => ErasureTable.IdOfOrder(OrderRow.Partition(facts.Source, facts.OrderId));

    /// <summary>
    /// No call, but for an event that names nobody, where it is one read: what it left behind would be nobody's, and the erasure's second
    /// pass, which makes up for tombstones that an instance does not know yet, would not find it.
    /// </summary>
    internal async ValueTask<bool> HaveAsync(OrderFacts facts, CancellationToken cancellationToken)
    {
        var order = IdOf(facts);
        var client = facts.ClientId is null ? null : ErasureTable.IdOf(facts.ClientId);
        var customer = facts.CustomerId is null ? null : ErasureTable.IdOfCustomer(facts.CustomerId);
        foreach (var id in new[] { client, customer, order }.OfType<string>())
        {
            if (await _tombstones.FindByIdAsync(id, cancellationToken) >= facts.At)
                return true;
        }

        return client is null && customer is null && await _table.FindTombstoneAsync(order, cancellationToken) >= facts.At;
    }
}
