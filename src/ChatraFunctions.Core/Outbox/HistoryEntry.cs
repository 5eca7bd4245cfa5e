namespace ChatraFunctions.Outbox;

/// <summary>One step in the life of a message.</summary>
/// <param name="At">When it was taken.</param>
/// <param name="Status">What it led to.</param>
/// <param name="Note">Why, where the status does not say it; never the message's text.</param>
public sealed record HistoryEntry(DateTimeOffset At, DeliveryStatus Status, string? Note = null);
