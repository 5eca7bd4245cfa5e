using System.Text.Json.Serialization;

namespace Chatra.Api;

/// <summary>
/// A pushed message as Chatra holds it. Only the id is insisted on: an answer that lacks another property still says that the
/// message exists, and must not be taken for a lost one and sent again.
/// </summary>
/// <param name="Id">Names the message in GET, PUT and DELETE.</param>
/// <param name="Type"><c>agent</c> for every pushed message.</param>
/// <param name="Text">What the visitor reads.</param>
/// <param name="ClientId">The visitor.</param>
/// <param name="AgentId">The agent on whose behalf it was sent, chosen by Chatra unless it was named.</param>
/// <param name="CreatedAt">When Chatra made it, exact to the millisecond.</param>
/// <param name="IsPushed"><c>true</c> for every pushed message.</param>
public sealed record PushedMessage(
    [property: JsonRequired] string Id,
    string? Type,
    string? Text,
    string? ClientId,
    string? AgentId,
    [property: JsonConverter(typeof(UnixMilliseconds))] DateTimeOffset? CreatedAt,
    bool IsPushed)
{
    /// <summary>Names the message only: the text is personal and must not reach a log.</summary>
    public override string ToString() => $"{nameof(PushedMessage)} {Id}";
}
