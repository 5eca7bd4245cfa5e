using System.Text.Json;

namespace ChatraFunctions.Webhooks;

/// <summary>Looking into JSON of unknown shape without exceptions: what is not there is an element of kind Undefined.</summary>
internal static class JsonElements
{
    public static JsonElement Find(this JsonElement parent, string name) =>
        parent.IsObject() && parent.TryGetProperty(name, out var value) ? value : default;

    public static bool IsObject(this JsonElement value) => value.ValueKind is JsonValueKind.Object;

    public static bool IsString(this JsonElement value) => value.ValueKind is JsonValueKind.String;
}
