using System.Text.Json.Serialization;

namespace Chatra.Api;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(NewPushedMessage))]
[JsonSerializable(typeof(PushedMessage))]
[JsonSerializable(typeof(EditedText))]
[JsonSerializable(typeof(ErrorBody))]
internal sealed partial class ChatraJson : JsonSerializerContext;
