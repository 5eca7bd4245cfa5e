using System.Globalization;
using System.Text.Json;

namespace ChatraFunctions.Orders.Shopify;

/// <summary>A refund: also one of part of the order, and also one of no money, where goods are only taken back into stock.</summary>
internal static class ShopifyRefund
{
    /// <summary>Null where no money goes back.</summary>
    public static OrderEvent? Read(JsonElement refund, OrderEvent order)
    {
        var transactions = refund.Items("transactions").Where(IsMoneyBack).ToList();
        if (transactions.Count == 0)
            return null;

        var currencies = transactions.Select(transaction => transaction.Text("currency")).Distinct().ToList();
        return order with
        {
            Kind = OrderKind.Refunded,
            RefundId = refund.Text("id"),
            Total = currencies.Count == 1 ? Sum(transactions) : null,
            Currency = currencies.Count == 1 ? currencies[0] : null,
            OccurredAt = refund.Time("processed_at") ?? refund.Time("created_at") ?? order.OccurredAt,
            IsTest = order.IsTest || transactions.TrueForAll(transaction => transaction.IsTrue("test")),
        };
    }

    private static bool IsMoneyBack(JsonElement transaction) =>
        transaction.Text("kind") is null or "refund" && transaction.Text("status") is not ("failure" or "error");

    private static string? Sum(List<JsonElement> transactions)
    {
        var sum = 0m;
        foreach (var transaction in transactions)
        {
            if (!decimal.TryParse(transaction.Text("amount"), NumberStyles.Number, CultureInfo.InvariantCulture, out var amount))
                return null;

            sum += amount;
        }

        return sum.ToString(CultureInfo.InvariantCulture);
    }
}
