namespace ChatraFunctions.Queues;

/// <summary>An event on its way through a queue: what it is, and its JSON as the sender wrote it.</summary>
/// <param name="Id">Deterministic: the same event has the same id however often it arrives.</param>
/// <param name="Name">The event's name, such as <c>chatTranscript</c> or <c>order.shipped</c>.</param>
/// <param name="ReceivedAt">When it was accepted.</param>
/// <param name="Body">One JSON object in UTF-8.</param>
/// <param name="Traceparent">W3C trace context of the request that brought it.</param>
public sealed record Envelope(string Id, string Name, DateTimeOffset ReceivedAt, ReadOnlyMemory<byte> Body, string? Traceparent = null);
