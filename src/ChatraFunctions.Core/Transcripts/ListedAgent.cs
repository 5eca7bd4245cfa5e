namespace ChatraFunctions.Transcripts;

/// <summary>An agent as lists show them.</summary>
public sealed record ListedAgent(string Id, string? Name);
