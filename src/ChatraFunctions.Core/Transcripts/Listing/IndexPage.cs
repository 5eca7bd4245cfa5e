using ChatraFunctions.Requests;

namespace ChatraFunctions.Transcripts.Listing;

/// <summary>A page of the index.</summary>
/// <param name="Entries">Each with the place after which the next page would begin.</param>
/// <param name="Next">Where this page ends; null where the query does.</param>
internal sealed record IndexPage(IReadOnlyList<(Position Position, ListedChat Chat)> Entries, Position? Next);
