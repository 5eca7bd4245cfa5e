using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatraFunctions.Orders;

/// <summary>JSON of what travels through the queue <c>order-events</c>, and of what the table <c>Orders</c> keeps as such.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OrderEvent))]
[JsonSerializable(typeof(OrderNotices))]
[JsonSerializable(typeof(Tracking))]
[JsonSerializable(typeof(Amount))]
[JsonSerializable(typeof(SortedDictionary<string, Amount>))]
[JsonSerializable(typeof(SortedDictionary<string, DateTimeOffset>))]
[JsonSerializable(typeof(List<SeenNote>))]
internal sealed partial class OrderJson : JsonSerializerContext;
