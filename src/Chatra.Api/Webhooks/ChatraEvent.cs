using System.Text.Json;
using System.Text.Json.Serialization;

namespace Chatra.Api;

/// <summary>
/// What a webhook tells (<see href="https://chatra.com/help/api/#webhooks"/>): <see cref="ChatStarted"/>, <see cref="ChatFragment"/>,
/// <see cref="ChatTranscript"/>, or <see cref="UnknownChatraEvent"/>. Read by <see cref="ChatraWebhook.Parse(ReadOnlySpan{byte})"/>.
/// </summary>
public abstract record ChatraEvent
{
    private protected ChatraEvent()
    {
    }

    /// <summary>One of <see cref="ChatraEventNames"/>, or another.</summary>
    public abstract string EventName { get; }

    /// <summary>Properties that Chatra sent and this version does not know, as they came; <c>null</c> for none.</summary>
    [JsonExtensionData, JsonInclude]
    public IDictionary<string, JsonElement>? Unknown { get; internal set; }

    /// <summary>The event's name only: what was said must not reach a log.</summary>
    public override string ToString() => EventName;
}
