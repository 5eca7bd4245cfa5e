using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Chatra.Api.Bench;

/// <summary>
/// The documentation's events, read by <see cref="ChatraWebhook"/> and by the serializer alone, which has to be told which model.
/// </summary>
internal static class WebhookParsing
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IEnumerable<Duel> All() =>
    [
        .. Of(ChatraEventNames.ChatStarted, ChatraJson.Default.ChatStarted),
        .. Of(ChatraEventNames.ChatFragment, ChatraJson.Default.ChatFragment),
        .. Of(ChatraEventNames.ChatTranscript, ChatraJson.Default.ChatTranscript),
    ];

    /// <summary>
    /// Chatra writes the event's name first. Last is the worst case: the whole event is passed over to find out what it is.
    /// </summary>
    private static IEnumerable<Duel> Of<T>(string name, JsonTypeInfo<T> type)
    {
        foreach (var isFirst in (bool[])[true, false])
        {
            var json = Read(name, isFirst);
            yield return Duel.Between(
                $"{name}, name {(isFirst ? "first" : "last")}",
                () => ChatraWebhook.Parse(json),
                () => JsonSerializer.Deserialize(json, type));
        }
    }

    private static byte[] Read(string name, bool isFirst)
    {
        var root = JsonNode.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Payloads", $"{name}.json")))!.AsObject();
        root.Remove("eventName");
        root.Insert(isFirst ? 0 : root.Count, "eventName", name);
        return JsonSerializer.SerializeToUtf8Bytes(root, Relaxed);
    }
}
