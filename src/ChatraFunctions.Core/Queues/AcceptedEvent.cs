namespace ChatraFunctions.Queues;

/// <summary>The answer to a sender whose event is durable: <c>{"id","eventName"}</c>.</summary>
public sealed record AcceptedEvent(string Id, string EventName);
