using System.Text.Json;
using System.Text.Json.Serialization;

namespace Chatra.Api;

/// <summary>
/// A message of a chat as the resource <c>messages</c> shows it (<see href="https://chatra.com/help/api/#messages"/>). Only the id
/// is insisted on: an answer that lacks another property still says that the message exists, and must not be taken for a lost
/// one and sent again.
/// </summary>
public sealed record Message
{
    /// <summary>Names the message in every further call.</summary>
    public required string Id { get; init; }

    /// <summary><c>agent</c> for agents' messages, <c>client</c> for visitors'.</summary>
    public string? Type { get; init; }

    /// <summary>What the other side reads.</summary>
    public string? Text { get; init; }

    /// <summary>The visitor, whoever wrote the message.</summary>
    public string? ClientId { get; init; }

    /// <summary>The agent who wrote it, or in whose name it was sent; <c>null</c> for a visitor's message.</summary>
    public string? AgentId { get; init; }

    /// <summary>When Chatra made it, exact to the millisecond, in UTC.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>The mark it was sent with (<see cref="NewMessage.ReceivedFrom"/>); <c>null</c> for none.</summary>
    public string? ReceivedFrom { get; init; }

    /// <summary>Properties that Chatra sent and this version does not know, as they came; <c>null</c> for none.</summary>
    [JsonExtensionData, JsonInclude]
    public IDictionary<string, JsonElement>? Unknown { get; internal set; }

    /// <summary>Names the message only: the text is personal and must not reach a log.</summary>
    public override string ToString() => $"{nameof(Message)} {Id}";
}
