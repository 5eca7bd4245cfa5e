namespace ChatraFunctions.Webhooks;

/// <summary>A webhook that is durable: it is in the queue.</summary>
/// <param name="Id">32 hexadecimal digits that follow from the event's content, see <see cref="EventIdentity"/>.</param>
/// <param name="EventName">As the sender wrote it.</param>
public sealed record AcceptedEvent(string Id, string EventName);
