using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatraFunctions.Transcripts.Listing;

/// <summary>JSON of what a search finds.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FoundChat))]
internal sealed partial class SearchJson : JsonSerializerContext;
