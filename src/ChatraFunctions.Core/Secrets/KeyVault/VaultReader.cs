using System.Collections.Concurrent;
using Azure;
using Azure.Security.KeyVault.Secrets;

namespace ChatraFunctions.Secrets.KeyVault;

/// <summary>Reads secrets, each time anew. The role "Key Vault Secrets User" allows all of it.</summary>
internal sealed class VaultReader(SecretClient client, TimeProvider time)
{
    /// <summary>
    /// Each deployment writes every secret once more, so that the value before the current one may stand some versions back. This many
    /// are looked at.
    /// </summary>
    private const int MaxVersions = 10;

    /// <summary>What a version holds never changes.</summary>
    private readonly ConcurrentDictionary<(string Name, string Version), string> _values = new();

    /// <summary>The current value; null when the vault has no secret of this name.</summary>
    public async Task<string?> FindAsync(string name, CancellationToken cancellationToken) =>
        (await FindCurrentAsync(name, cancellationToken))?.Value;

    /// <summary>
    /// The current value and the one before it, of which one sender may still, or already, make use while a secret is rotated. A
    /// version that is disabled or expired is not valid.
    /// </summary>
    public async Task<IReadOnlyList<string>> FindValidAsync(string name, CancellationToken cancellationToken)
    {
        if (await FindCurrentAsync(name, cancellationToken) is not { } current)
            return [];

        foreach (var version in await FindOlderVersionsAsync(current, cancellationToken))
        {
            if (await ReadAsync(name, version, cancellationToken) is { } value && value != current.Value)
                return [current.Value, value];
        }

        return [current.Value];
    }

    private async Task<KeyVaultSecret?> FindCurrentAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return (await client.GetSecretAsync(name, version: null, cancellationToken)).Value;
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return null;
        }
    }

    /// <summary>The newest first.</summary>
    private async Task<List<string>> FindOlderVersionsAsync(KeyVaultSecret current, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var versions = new List<SecretProperties>();
        await foreach (var version in client.GetPropertiesOfSecretVersionsAsync(current.Name, cancellationToken))
        {
            if (version.Version != current.Properties.Version && version.Enabled != false && !(version.ExpiresOn <= now) && !(version.NotBefore > now))
                versions.Add(version);
        }

        return [.. versions.OrderByDescending(version => version.CreatedOn).Take(MaxVersions).Select(version => version.Version)];
    }

    /// <summary>Null when it was disabled or taken away meanwhile.</summary>
    private async Task<string?> ReadAsync(string name, string version, CancellationToken cancellationToken)
    {
        if (_values.TryGetValue((name, version), out var known))
            return known;

        try
        {
            var secret = (await client.GetSecretAsync(name, version, cancellationToken)).Value;
            return _values[(name, version)] = secret.Value;
        }
        catch (RequestFailedException exception) when (exception.Status is 403 or 404)
        {
            return null;
        }
    }
}
