namespace ChatraFunctions.Simulator.RestApi;

/// <summary>
/// A pushed message as the simulator holds it, and shows it at <c>/_simulator/messages</c>. A deleted one is kept and marked.
/// <c>CreatedAt</c> is in milliseconds since 1970, as the API shows it; <c>ReceivedAt</c> is the same instant, exact.
/// </summary>
internal sealed record HeldMessage(
    string Id,
    string ClientId,
    string Text,
    string AgentId,
    string? GroupId,
    long CreatedAt,
    DateTimeOffset ReceivedAt,
    DateTimeOffset? EditedAt = null,
    DateTimeOffset? DeletedAt = null)
{
    public MessageBody AsBody() => new(Id, "agent", Text, ClientId, AgentId, CreatedAt, IsPushed: true);
}
