using Azure.Data.Tables;
using ChatraFunctions.Storage;

namespace ChatraFunctions.Customers;

/// <summary>A customer as the table <c>Bindings</c> holds one: one partition each, bound or not.</summary>
internal static class BindingRow
{
    public const string RowKey = "binding";

    public static TableEntity From(Customer customer) => new(TableKey.Escape(customer.CustomerId), RowKey)
    {
        ["CustomerId"] = customer.CustomerId,
        ["ClientId"] = customer.ClientId,
        ["Name"] = customer.Details.Name,
        ["Email"] = customer.Details.Email,
        ["Phone"] = customer.Details.Phone,
        ["Locale"] = customer.Details.Locale,
        ["Notes"] = customer.Details.Notes,
    };

    public static Customer Read(TableEntity row) => new(
        row.GetString("CustomerId"),
        row.GetString("ClientId"),
        new CustomerDetails(row.GetString("Name"), row.GetString("Email"), row.GetString("Phone"), row.GetString("Locale"), row.GetString("Notes")));
}
