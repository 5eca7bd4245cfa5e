using System.Text.Json.Nodes;

namespace ChatraFunctions.Tests.Harness;

/// <summary>Order events as CloudEvents in structured mode.</summary>
internal static class OrderEvents
{
    public static JsonObject Event(string type, JsonObject data, string? id = null) => new()
    {
        ["specversion"] = "1.0",
        ["id"] = id ?? Guid.NewGuid().ToString("N"),
        ["source"] = "/shops/tests",
        ["type"] = type,
        ["time"] = "2026-02-03T10:00:00Z",
        ["data"] = data,
    };

    public static JsonObject Shipped(string orderId, string customerId) => Event("order.shipped", new JsonObject
    {
        ["orderId"] = orderId,
        ["orderNumber"] = $"#{orderId}",
        ["customerId"] = customerId,
        ["tracking"] = new JsonObject { ["number"] = "9114 5847 4668", ["company"] = "DHL", ["url"] = "https://track.example/9114" },
    });
}
