using Azure.Data.Tables;
using ChatraFunctions.Storage;

namespace ChatraFunctions.Customers;

/// <summary>A binding as the table <c>Bindings</c> holds it: one partition a customer.</summary>
internal static class BindingRow
{
    public const string RowKey = "binding";

    public static TableEntity From(Binding binding) => new(TableKey.Escape(binding.CustomerId), RowKey)
    {
        ["CustomerId"] = binding.CustomerId,
        ["ClientId"] = binding.ClientId,
        ["Name"] = binding.Details?.Name,
        ["Email"] = binding.Details?.Email,
        ["Phone"] = binding.Details?.Phone,
        ["Locale"] = binding.Details?.Locale,
    };

    public static Binding Read(TableEntity row)
    {
        var details = new CustomerDetails(row.GetString("Name"), row.GetString("Email"), row.GetString("Phone"), row.GetString("Locale"));
        return new Binding(row.GetString("CustomerId"), row.GetString("ClientId"), details);
    }
}
