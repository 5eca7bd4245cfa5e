using System.Security.Cryptography;
using Azure;
using Azure.Data.Tables;
using ChatraFunctions.Storage;

namespace ChatraFunctions.Customers;

/// <summary>Which chat is whose: the table <c>Bindings</c>.</summary>
public sealed class CustomerBindings(StorageAccount account)
{
    /// <summary>40 letters and digits hold 238 random bits, in the alphabet of Chatra's own example.</summary>
    private const int ClientIdLength = 40;

    private const string ClientIdAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private readonly TableClient _table = account.Table(TableNames.Bindings);

    /// <summary>
    /// Binds the customer, or finds them bound already: the <c>clientId</c> is made once and then stays. Details, when given,
    /// replace the ones before.
    /// </summary>
    /// <returns>The binding, and whether this call made it.</returns>
    public async Task<(Binding Binding, bool Created)> BindAsync(string customerId, CustomerDetails? details, CancellationToken cancellationToken)
    {
        var fresh = new Binding(customerId, RandomNumberGenerator.GetString(ClientIdAlphabet, ClientIdLength), details);
        while (true)
        {
            if (await FindRowAsync(customerId, cancellationToken) is { } row)
            {
                var bound = BindingRow.Read(row);
                if (details is null || details == bound.Details || await TryUpdateAsync(bound with { Details = details }, row.ETag, cancellationToken))
                    return (bound, false);
            }
            else if (await TryAddAsync(fresh, cancellationToken))
            {
                return (fresh, true);
            }
        }
    }

    public async Task<Binding?> FindAsync(string customerId, CancellationToken cancellationToken) =>
        TableKey.Fits(customerId) && await FindRowAsync(customerId, cancellationToken) is { } row ? BindingRow.Read(row) : null;

    /// <summary>Forgets the binding, if there is one; a later one gets a new <c>clientId</c>.</summary>
    public async Task UnbindAsync(string customerId, CancellationToken cancellationToken)
    {
        if (TableKey.Fits(customerId))
            await _table.DeleteEntityAsync(TableKey.Escape(customerId), BindingRow.RowKey, ETag.All, cancellationToken);
    }

    private async Task<TableEntity?> FindRowAsync(string customerId, CancellationToken cancellationToken)
    {
        var row = await _table.GetEntityIfExistsAsync<TableEntity>(TableKey.Escape(customerId), BindingRow.RowKey, cancellationToken: cancellationToken);
        return row.HasValue ? row.Value : null;
    }

    /// <summary>False when another call bound the customer a moment ago.</summary>
    private async Task<bool> TryAddAsync(Binding binding, CancellationToken cancellationToken)
    {
        try
        {
            await _table.AddEntityAsync(BindingRow.From(binding), cancellationToken);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status == 409)
        {
            return false;
        }
    }

    /// <summary>False when another call changed or deleted the row since it was read.</summary>
    private async Task<bool> TryUpdateAsync(Binding binding, ETag etag, CancellationToken cancellationToken)
    {
        try
        {
            await _table.UpdateEntityAsync(BindingRow.From(binding), etag, TableUpdateMode.Replace, cancellationToken);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status is 404 or 412)
        {
            return false;
        }
    }
}
