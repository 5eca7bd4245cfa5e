namespace ChatraFunctions.Secrets;

/// <summary>Whether the secrets can be read, for <c>GET /health</c> and the deep check.</summary>
public interface ISecretHealth
{
    /// <summary>What is wrong, in a sentence that anybody may read; null when nothing is.</summary>
    string? Complaint { get; }

    /// <summary>Reads all of them anew, for <c>GET /health/deep</c>; not, where that was done within the last seconds.</summary>
    /// <returns>Those that cannot be read; null where there is no vault to read them from.</returns>
    Task<IReadOnlyList<SecretFault>?> ReadAnewAsync(CancellationToken cancellationToken);
}
