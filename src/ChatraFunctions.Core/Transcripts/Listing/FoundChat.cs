namespace ChatraFunctions.Transcripts.Listing;

/// <summary>A chat in which a search found its text.</summary>
/// <param name="ChatId">The chat.</param>
/// <param name="Matches">The first messages that have the text, within the days searched.</param>
/// <param name="HasMore">There are more such messages in the chat.</param>
public sealed record FoundChat(string ChatId, IReadOnlyList<FoundMessage> Matches, bool HasMore);
