using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatraFunctions.Outbox;

/// <summary>Statuses are lower-case words wherever they are seen.</summary>
internal sealed class DeliveryStatusJson() : JsonStringEnumConverter<DeliveryStatus>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
{
    public static string NameOf(DeliveryStatus status) => JsonNamingPolicy.CamelCase.ConvertName(status.ToString());
}
