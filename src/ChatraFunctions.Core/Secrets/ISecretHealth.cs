namespace ChatraFunctions.Secrets;

/// <summary>Whether the secrets can be read, for <c>GET /health</c>.</summary>
public interface ISecretHealth
{
    /// <summary>What is wrong, in a sentence that anybody may read; null when nothing is.</summary>
    string? Complaint { get; }
}
