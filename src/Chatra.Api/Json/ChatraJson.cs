using System.Text.Json;
using System.Text.Json.Serialization;

namespace Chatra.Api;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    Converters = [typeof(UnixMilliseconds), typeof(ChangeJson)])]
[JsonSerializable(typeof(NewMessage))]
[JsonSerializable(typeof(Message))]
[JsonSerializable(typeof(NewPushedMessage))]
[JsonSerializable(typeof(PushedMessage))]
[JsonSerializable(typeof(EditedText))]
[JsonSerializable(typeof(ClientChanges))]
[JsonSerializable(typeof(ChatClient))]
[JsonSerializable(typeof(ChatStarted))]
[JsonSerializable(typeof(ChatFragment))]
[JsonSerializable(typeof(ChatTranscript))]
[JsonSerializable(typeof(Dictionary<string, JsonElement>))]
[JsonSerializable(typeof(ErrorBody))]
internal sealed partial class ChatraJson : JsonSerializerContext;
