using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatraFunctions.Queues.Poison;

/// <summary>JSON of what is remembered about failures.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(FailureNote))]
internal sealed partial class PoisonJson : JsonSerializerContext;
