namespace ChatraFunctions.Simulator.RestApi;

/// <summary>
/// A message as the API shows it: the documented properties in the documented order, without those that do not apply. The group
/// of a pushed message is not among them.
/// </summary>
internal sealed record MessageBody(
    string Id, string Type, string Text, string ClientId, string? AgentId, long CreatedAt, string? ReceivedFrom, bool? IsPushed);
