namespace ChatraFunctions.Outbox;

/// <summary>The answer of <c>POST /messages</c>.</summary>
public sealed record QueuedMessage(string Key, DeliveryStatus Status);
