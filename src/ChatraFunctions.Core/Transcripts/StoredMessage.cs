namespace ChatraFunctions.Transcripts;

/// <summary>A message as it is stored; what it is without is null or false.</summary>
/// <param name="Id">Chatra's id.</param>
/// <param name="Type"><c>client</c> or <c>agent</c>.</param>
/// <param name="CreatedAt">UTC, exact to the millisecond.</param>
/// <param name="Text">The text, or the name of the attached file.</param>
public sealed record StoredMessage(string Id, string Type, DateTimeOffset CreatedAt, string? Text)
{
    public string? AgentId { get; init; }

    public string? AgentName { get; init; }

    /// <summary>An automatic message from "Targeted chats &amp; triggers".</summary>
    public bool IsTrigger { get; init; }

    /// <summary>Sent through the REST API, as ours are.</summary>
    public bool IsPushed { get; init; }

    /// <summary>A visitor's message that no agent saw.</summary>
    public bool IsMissed { get; init; }

    /// <summary>An agent's message that the visitor did not see.</summary>
    public bool IsMissedByClient { get; init; }

    /// <summary>The mark of the integration that sent it through the REST API.</summary>
    public string? ReceivedFrom { get; init; }

    /// <summary>Chatra's <c>file</c> object as it came.</summary>
    public string? FileJson { get; init; }

    /// <summary>An object of properties that we do not know, or that came with another type.</summary>
    public string? ExtraJson { get; init; }
}
