using System.Text.Json.Serialization;

namespace ChatraFunctions.Transcripts;

/// <summary>The JSON in the chat row's own columns.</summary>
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(Dictionary<string, IReadOnlyList<IndexPlace>>))]
internal sealed partial class ChatRowJson : JsonSerializerContext;
