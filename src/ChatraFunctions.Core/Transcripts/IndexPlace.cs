namespace ChatraFunctions.Transcripts;

/// <summary>Under which start and which client a chat is to be found.</summary>
/// <param name="StartedAt">Milliseconds since 1970; null for a chat that no event has a message of.</param>
/// <param name="ClientId">As Chatra gives it.</param>
internal sealed record IndexPlace(long? StartedAt, string ClientId);
