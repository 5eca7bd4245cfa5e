namespace ChatraFunctions.Secrets;

/// <summary>The secrets that a source may sign with now; any of them makes a signature valid. Empty: the source has none.</summary>
public sealed class WebhookSecrets(IReadOnlyList<string> valid) : IEquatable<WebhookSecrets>
{
    public IReadOnlyList<string> Valid => valid;

    public bool Equals(WebhookSecrets? other) => other is not null && valid.SequenceEqual(other.Valid, StringComparer.Ordinal);

    public override bool Equals(object? obj) => Equals(obj as WebhookSecrets);

    public override int GetHashCode() => valid.Count;

    /// <summary>How many there are; none of them, which must not reach a log.</summary>
    public override string ToString() => $"{valid.Count} secrets";
}
