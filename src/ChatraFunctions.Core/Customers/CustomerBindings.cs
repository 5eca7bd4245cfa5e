using System.Security.Cryptography;
using Azure;
using Azure.Data.Tables;
using ChatraFunctions.Storage;

namespace ChatraFunctions.Customers;

/// <summary>Which chat is whose, and what the shop says of the customer: the table <c>Bindings</c>.</summary>
public sealed class CustomerBindings(StorageAccount account)
{
    /// <summary>40 letters and digits hold 238 random bits, in the alphabet of Chatra's own example.</summary>
    private const int ClientIdLength = 40;

    private const string ClientIdAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private readonly TableClient _table = account.Table(TableNames.Bindings);

    /// <summary>
    /// Binds the customer, or finds them bound already: the <c>clientId</c> is made once and then stays. Details that are given
    /// replace the ones before, the others stay.
    /// </summary>
    /// <returns>The binding, and whether this call made it.</returns>
    public async Task<(Binding Binding, bool Created)> BindAsync(string customerId, CustomerDetails? details, CancellationToken cancellationToken)
    {
        var clientId = NewClientId();
        var (before, after) = await ChangeAsync(
            customerId,
            known => new Customer(customerId, known.ClientId ?? clientId, details is null ? known.Details : known.Details.With(details)),
            cancellationToken);
        return (new Binding(customerId, after.ClientId!, after.Details), before.ClientId is null);
    }

    /// <summary>Changes what is known of the customer, who may be bound or not.</summary>
    /// <returns>The customer as they are known now.</returns>
    public async Task<Customer> ChangeAsync(string customerId, CustomerChanges changes, CancellationToken cancellationToken) =>
        (await ChangeAsync(customerId, known => known with { Details = changes.ApplyTo(known.Details) }, cancellationToken)).After;

    /// <summary>The binding of a customer who is bound.</summary>
    public async Task<Binding?> FindAsync(string customerId, CancellationToken cancellationToken) =>
        await FindCustomerAsync(customerId, cancellationToken) is { ClientId: { } clientId } customer
            ? new Binding(customer.CustomerId, clientId, customer.Details)
            : null;

    /// <summary>A customer who is bound, or of whom something was said.</summary>
    public async Task<Customer?> FindCustomerAsync(string customerId, CancellationToken cancellationToken) =>
        TableKey.Fits(customerId) && await FindRowAsync(customerId, cancellationToken) is { } row ? BindingRow.Read(row) : null;

    /// <summary>Forgets the binding, if there is one; a later one gets a new <c>clientId</c>.</summary>
    public async Task UnbindAsync(string customerId, CancellationToken cancellationToken)
    {
        if (TableKey.Fits(customerId))
            await _table.DeleteEntityAsync(TableKey.Escape(customerId), BindingRow.RowKey, ETag.All, cancellationToken);
    }

    internal static string NewClientId() => RandomNumberGenerator.GetString(ClientIdAlphabet, ClientIdLength);

    private async Task<(Customer Before, Customer After)> ChangeAsync(
        string customerId, Func<Customer, Customer> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            var row = await FindRowAsync(customerId, cancellationToken);
            var before = row is null ? new Customer(customerId, ClientId: null, new CustomerDetails(null, null, null, null)) : BindingRow.Read(row);
            var after = change(before);
            if (row is null
                ? await TryAddAsync(after, cancellationToken)
                : after == before || await TryUpdateAsync(after, row.ETag, cancellationToken))
                return (before, after);
        }
    }

    private async Task<TableEntity?> FindRowAsync(string customerId, CancellationToken cancellationToken)
    {
        var row = await _table.GetEntityIfExistsAsync<TableEntity>(TableKey.Escape(customerId), BindingRow.RowKey, cancellationToken: cancellationToken);
        return row.HasValue ? row.Value : null;
    }

    /// <summary>False when another call bound the customer a moment ago.</summary>
    private async Task<bool> TryAddAsync(Customer customer, CancellationToken cancellationToken)
    {
        try
        {
            await _table.AddEntityAsync(BindingRow.From(customer), cancellationToken);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status == 409)
        {
            return false;
        }
    }

    /// <summary>False when another call changed or deleted the row since it was read.</summary>
    private async Task<bool> TryUpdateAsync(Customer customer, ETag etag, CancellationToken cancellationToken)
    {
        try
        {
            await _table.UpdateEntityAsync(BindingRow.From(customer), etag, TableUpdateMode.Replace, cancellationToken);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status is 404 or 412)
        {
            return false;
        }
    }
}
