using System.Text.Json;
using System.Text.Json.Serialization;

namespace Chatra.Api;

/// <summary>
/// A pushed message as Chatra holds it (<see href="https://chatra.com/help/api/#pushedmessages"/>). Only the id is insisted on: an
/// answer that lacks another property still says that the message exists, and must not be taken for a lost one and sent again.
/// </summary>
public sealed record PushedMessage
{
    /// <summary>Names the message in every further call.</summary>
    public required string Id { get; init; }

    /// <summary><c>agent</c> for every pushed message.</summary>
    public string? Type { get; init; }

    /// <summary>What the visitor reads.</summary>
    public string? Text { get; init; }

    /// <summary>The visitor.</summary>
    public string? ClientId { get; init; }

    /// <summary>The agent on whose behalf it was sent, chosen by Chatra unless it was named.</summary>
    public string? AgentId { get; init; }

    /// <summary>When Chatra made it, exact to the millisecond, in UTC.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary><c>true</c> for every pushed message.</summary>
    public bool IsPushed { get; init; }

    /// <summary>Properties that Chatra sent and this version does not know, as they came; <c>null</c> for none.</summary>
    [JsonExtensionData, JsonInclude]
    public IDictionary<string, JsonElement>? Unknown { get; internal set; }

    /// <summary>Names the message only: the text is personal and must not reach a log.</summary>
    public override string ToString() => $"{nameof(PushedMessage)} {Id}";
}
