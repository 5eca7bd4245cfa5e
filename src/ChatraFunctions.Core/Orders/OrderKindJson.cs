using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatraFunctions.Orders;

/// <summary>Kinds are lower-case words wherever they are seen.</summary>
internal sealed class OrderKindJson() : JsonStringEnumConverter<OrderKind>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);
