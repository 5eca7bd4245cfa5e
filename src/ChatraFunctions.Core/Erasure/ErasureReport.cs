namespace ChatraFunctions.Erasure;

/// <summary>How an erasure stands.</summary>
/// <param name="Id">A hash of the client's id.</param>
/// <param name="Status"><c>running</c>, or <c>erased</c> once everything was gone through.</param>
/// <param name="RequestedAt">What is later than this is not erased.</param>
/// <param name="ErasedAt">When everything was gone through.</param>
/// <param name="Counts">What was removed so far.</param>
public sealed record ErasureReport(string Id, string Status, DateTimeOffset RequestedAt, DateTimeOffset? ErasedAt, ErasedCounts Counts)
{
    internal const string Running = "running";
    internal const string Erased = "erased";
}
