using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatraFunctions.Transcripts;

/// <summary>JSON that index rows hold.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IReadOnlyList<ListedAgent>))]
internal sealed partial class ListJson : JsonSerializerContext;
