using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using BenchmarkDotNet.Attributes;

namespace Chatra.Api.Bench;

/// <summary>
/// The documentation's events, read by <see cref="ChatraWebhook"/> and by the serializer alone, which has to be told which model.
/// </summary>
[MemoryDiagnoser(displayGenColumns: false)]
public class WebhookParsing
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private byte[] _json = [];

    [Params(ChatraEventNames.ChatStarted, ChatraEventNames.ChatFragment, ChatraEventNames.ChatTranscript)]
    public string Event { get; set; } = "";

    /// <summary>
    /// Chatra writes the event's name first. Last is the worst case: the whole event is passed over to find out what it is.
    /// </summary>
    [Params("first", "last")]
    public string Name { get; set; } = "";

    [GlobalSetup]
    public void Read()
    {
        _json = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Payloads", $"{Event}.json"));
        var root = JsonNode.Parse(_json)!.AsObject();
        root.Remove("eventName");
        root.Insert(Name == "first" ? 0 : root.Count, "eventName", Event);
        _json = JsonSerializer.SerializeToUtf8Bytes(root, Relaxed);
    }

    [Benchmark(Baseline = true)]
    public object? Bare() => Event switch
    {
        ChatraEventNames.ChatStarted => JsonSerializer.Deserialize(_json, ChatraJson.Default.ChatStarted),
        ChatraEventNames.ChatFragment => JsonSerializer.Deserialize(_json, ChatraJson.Default.ChatFragment),
        _ => JsonSerializer.Deserialize(_json, ChatraJson.Default.ChatTranscript),
    };

    [Benchmark]
    public object Parse() => ChatraWebhook.Parse(_json);
}
