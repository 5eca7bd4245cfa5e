using ChatraFunctions.Outbox;
using ChatraFunctions.Requests;

namespace ChatraFunctions.Customers;

/// <summary>What the shop knows of a customer, and Chatra of the visitor that they are.</summary>
public sealed class CustomerProfiles(CustomerBindings customers, VisitorUpdates updates, VisitorLookUp visitors)
{
    /// <summary>
    /// Writes what changed; where the customer is bound, Chatra will be told. First the one, then the other: dying between them leaves a
    /// request that was not answered, and that its sender repeats.
    /// </summary>
    /// <exception cref="Azure.RequestFailedException">It could not be made durable; the same call may be made again.</exception>
    public async Task<CustomerView> ChangeAsync(string customerId, CustomerChanges changes, CancellationToken cancellationToken)
    {
        var customer = await customers.ChangeAsync(customerId, changes, cancellationToken);
        var update = customer.ClientId is { } clientId
            ? await updates.QueueAsync(customerId, clientId, changes.Fields, cancellationToken)
            : null;
        return CustomerView.Of(customer, update);
    }

    /// <param name="customerId">The shop's own id.</param>
    /// <param name="isLive">Ask Chatra as well, which spends a request of the account's limit.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<Outcome<CustomerView>> ReadAsync(string customerId, bool isLive, CancellationToken cancellationToken)
    {
        if (await customers.FindCustomerAsync(customerId, cancellationToken) is not { } customer)
            return new Refusal(RefusalReason.NotFound, "Nothing is known of this customer, and they are not bound.");

        var update = await updates.FindAsync(customerId, cancellationToken);
        if (!isLive || customer.ClientId is not { } clientId)
            return CustomerView.Of(customer, update);

        var visitor = await visitors.FindAsync(clientId, cancellationToken);
        return visitor.IsRefused ? visitor.Refusal : CustomerView.Of(customer, update, visitor.Value);
    }
}
