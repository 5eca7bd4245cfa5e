using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatraFunctions.Orders;

/// <summary>JSON of what travels through the queue <c>order-events</c>.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OrderEvent))]
[JsonSerializable(typeof(OrderNotices))]
internal sealed partial class OrderJson : JsonSerializerContext;
