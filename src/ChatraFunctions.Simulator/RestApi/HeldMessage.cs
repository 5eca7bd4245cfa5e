using System.Text.Json;

namespace ChatraFunctions.Simulator.RestApi;

/// <summary>
/// A message as the simulator holds it, and shows it at <c>/_simulator/messages</c>. A deleted one is kept and marked.
/// <c>CreatedAt</c> is in milliseconds since 1970, as the API shows it; <c>ReceivedAt</c> is when it came, exact. <c>Key</c> is the
/// widget's, by which a message that comes again is known; <c>Revision</c> is that of its last <see cref="Changes"/>.
/// </summary>
internal sealed record HeldMessage(
    string Id,
    string ClientId,
    string Text,
    string? AgentId,
    string? GroupId,
    long CreatedAt,
    DateTimeOffset ReceivedAt,
    DateTimeOffset? EditedAt = null,
    DateTimeOffset? DeletedAt = null,
    string? ReceivedFrom = null,
    bool IsPushed = false,
    bool IsTrigger = false,
    bool IsMissed = false,
    bool IsMissedByClient = false,
    JsonElement? File = null,
    string? Key = null,
    long Revision = 0)
{
    /// <summary>Whoever has an agent is one; the others are visitors.</summary>
    public string Type => AgentId is null ? "client" : "agent";

    /// <summary>Sent by nobody who sits there and waits for an answer.</summary>
    public bool IsAutomatic => IsPushed || IsTrigger;

    public MessageBody AsBody() => new(Id, Type, Text, ClientId, AgentId, CreatedAt, ReceivedFrom, IsPushed ? true : null);
}
