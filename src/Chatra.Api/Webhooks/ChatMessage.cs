using System.Text.Json;
using System.Text.Json.Serialization;

namespace Chatra.Api;

/// <summary>
/// A message in a webhook (<see href="https://chatra.com/help/api/#webhooks"/>, "Full list of message properties"). Insisted on is
/// what the documentation shows as always there: id, type and time.
/// </summary>
public sealed record ChatMessage
{
    /// <summary>Names the message in <see cref="ChatraClient.Messages"/>.</summary>
    public required string Id { get; init; }

    /// <summary><c>client</c> for visitors' messages, <c>agent</c> for agents'.</summary>
    public required string Type { get; init; }

    /// <summary>What was said, or the name of the attached file.</summary>
    public string? Text { get; init; }

    /// <summary>When it was said, exact to the millisecond, in UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The agent who wrote it; <c>null</c> for a visitor's message.</summary>
    public string? AgentId { get; init; }

    /// <summary>The agent's name as the visitor sees it; <c>null</c> for a visitor's message.</summary>
    public string? AgentName { get; init; }

    /// <summary>An automatic message of "Targeted chats &amp; triggers".</summary>
    public bool IsTrigger { get; init; }

    /// <summary>A pushed message: <see cref="ChatraClient.PushedMessages"/>.</summary>
    public bool IsPushed { get; init; }

    /// <summary>A visitor's message that agents missed; said when the chat is finished.</summary>
    public bool IsMissed { get; init; }

    /// <summary>An agent's message that the visitor missed; said when the chat is finished.</summary>
    public bool IsMissedByClient { get; init; }

    /// <summary>The mark of a message sent by the REST API: <see cref="NewMessage.ReceivedFrom"/>.</summary>
    public string? ReceivedFrom { get; init; }

    /// <summary>The attached file.</summary>
    public ChatFile? File { get; init; }

    /// <summary>Properties that Chatra sent and this version does not know, as they came; <c>null</c> for none.</summary>
    [JsonExtensionData, JsonInclude]
    public IDictionary<string, JsonElement>? Unknown { get; internal set; }

    /// <summary>Names the message only: the text is personal and must not reach a log.</summary>
    public override string ToString() => $"{nameof(ChatMessage)} {Id}";
}
