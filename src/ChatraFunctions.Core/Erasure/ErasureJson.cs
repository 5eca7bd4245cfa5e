using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatraFunctions.Erasure;

/// <summary>JSON of steps and counts.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ErasureStep))]
internal sealed partial class ErasureJson : JsonSerializerContext;
