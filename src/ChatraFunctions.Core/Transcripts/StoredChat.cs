namespace ChatraFunctions.Transcripts;

/// <summary>A chat as it is stored.</summary>
/// <param name="ChatId">Chatra's id.</param>
/// <param name="StartedAt">Its earliest message; null where no event had any.</param>
/// <param name="HostName">Where it was started, as far as an event told.</param>
/// <param name="ClientJson">The visitor as Chatra described him last: the JSON object as it came.</param>
/// <param name="Messages">Ascending by time.</param>
/// <param name="Sessions">Ascending by end; none until the first <c>chatTranscript</c>.</param>
/// <param name="ExtraJson">An object of whatever else the events had at their top; null for nothing.</param>
public sealed record StoredChat(
    string ChatId,
    DateTimeOffset? StartedAt,
    string? HostName,
    string ClientJson,
    IReadOnlyList<StoredMessage> Messages,
    IReadOnlyList<StoredSession> Sessions,
    string? ExtraJson);
