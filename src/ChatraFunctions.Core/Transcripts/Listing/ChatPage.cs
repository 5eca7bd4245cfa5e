namespace ChatraFunctions.Transcripts.Listing;

/// <summary>The answer of <c>GET /chats</c>.</summary>
/// <param name="From">The first day of it; null in a client's list.</param>
/// <param name="To">The last day of it.</param>
/// <param name="Chats">Newest first; a page may be short, or empty, and not be the last.</param>
/// <param name="Continuation">For the next page; null on the last one.</param>
public sealed record ChatPage(DateOnly? From, DateOnly? To, IReadOnlyList<ListedChat> Chats, string? Continuation);
