namespace ChatraFunctions.Transcripts;

/// <summary>One finished conversation of a chat: what a <c>chatTranscript</c> told; what it did not is null.</summary>
/// <param name="FinishedAt">UTC, exact to the millisecond.</param>
/// <param name="MessageCount">How many messages the transcript had.</param>
public sealed record StoredSession(DateTimeOffset FinishedAt, int MessageCount)
{
    /// <summary>Missed and offline messages.</summary>
    public int? OfflineMessagesCount { get; init; }

    public string? HostName { get; init; }

    public string? StartedPageLink { get; init; }

    public string? StartedPageTitle { get; init; }

    /// <summary>The array of agents who took part, as it came.</summary>
    public string? AgentsJson { get; init; }

    /// <summary>The array of the visit's pages, as it came.</summary>
    public string? ViewedPagesJson { get; init; }

    /// <summary>An object of properties that we do not know, or that came with another type.</summary>
    public string? ExtraJson { get; init; }
}
