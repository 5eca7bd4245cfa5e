namespace ChatraFunctions.Simulator.RestApi;

/// <summary>
/// A pushed message as the API shows it: the documented properties in the documented order. The group is not among them.
/// </summary>
internal sealed record MessageBody(
    string Id, string Type, string Text, string ClientId, string AgentId, long CreatedAt, bool IsPushed);
