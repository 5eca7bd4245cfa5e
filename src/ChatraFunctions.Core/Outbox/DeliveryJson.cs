using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatraFunctions.Outbox;

/// <summary>JSON of what the outbox stores, queues and shows.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ImmutableArray<HistoryEntry>))]
[JsonSerializable(typeof(WakeUp))]
[JsonSerializable(typeof(DeliveryView))]
internal sealed partial class DeliveryJson : JsonSerializerContext;
