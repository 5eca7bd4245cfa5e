using System.Collections.Concurrent;
using Chatra.Api;
using Microsoft.Extensions.Logging;

namespace ChatraFunctions.Secrets.KeyVault;

/// <summary>
/// All secrets, from Key Vault. One that the vault does not have comes from the settings, if they have it. Each is read by itself, so
/// that one that is missing or malformed stops only what needs it.
/// </summary>
internal sealed class Vault : IAccountKeys, IWebhookSecrets, ISecretHealth, IDisposable
{
    private readonly Kept<ChatraKeys> _keys;
    private readonly Dictionary<string, Kept<WebhookSecrets>> _webhooks;

    /// <summary>Names of the webhook secrets that the vault has had.</summary>
    private readonly ConcurrentDictionary<string, bool> _had = new();

    /// <param name="reader">Reads the vault.</param>
    /// <param name="localKeys">The settings' keys; null when they have none.</param>
    /// <param name="webhooks">The secrets of the sources.</param>
    /// <param name="time">The time.</param>
    /// <param name="logger">Told of every reading that fails or that brings something new.</param>
    public Vault(VaultReader reader, ChatraKeys? localKeys, IEnumerable<WebhookSecretSetting> webhooks, TimeProvider time, ILogger<Vault> logger)
    {
        _keys = new Kept<ChatraKeys>("Chatra's keys", cancellationToken => ReadKeysAsync(reader, localKeys, cancellationToken), time, logger);
        _webhooks = webhooks.ToDictionary(
            setting => setting.Name,
            setting => new Kept<WebhookSecrets>(setting.Name, cancellationToken => ReadAsync(reader, setting, cancellationToken), time, logger));
    }

    public string? Complaint
    {
        get
        {
            var faults = Faults();
            if (faults.Count == 0)
                return null;

            return faults.TrueForAll(fault => fault.IsKept)
                ? "The secrets cannot be read anew; those read before go on being used."
                : "Secrets cannot be read: what needs them waits, or is refused with 503.";
        }
    }

    public ValueTask<ChatraKeys> GetAsync(CancellationToken cancellationToken) => _keys.GetAsync(cancellationToken);

    public async ValueTask<bool> TryRenewAsync(ChatraKeys refused, CancellationToken cancellationToken) =>
        await _keys.RenewAsync(refused, cancellationToken) is not null;

    public ValueTask<WebhookSecrets> GetAsync(string name, CancellationToken cancellationToken) => _webhooks[name].GetAsync(cancellationToken);

    public ValueTask<WebhookSecrets?> TryRenewAsync(string name, WebhookSecrets refused, CancellationToken cancellationToken) =>
        _webhooks[name].RenewAsync(refused, cancellationToken);

    /// <returns>Whether everything could be read.</returns>
    public async Task<bool> RefreshAsync(CancellationToken cancellationToken)
    {
        var all = await Task.WhenAll([_keys.RefreshAsync(cancellationToken), .. _webhooks.Values.Select(kept => kept.RefreshAsync(cancellationToken))]);
        return Array.TrueForAll(all, wasRead => wasRead);
    }

    public async Task<IReadOnlyList<SecretFault>?> ReadAnewAsync(CancellationToken cancellationToken)
    {
        await RefreshAsync(cancellationToken);
        return Faults();
    }

    public void Dispose()
    {
        _keys.Dispose();
        foreach (var kept in _webhooks.Values)
            kept.Dispose();
    }

    private List<SecretFault> Faults() => [.. _webhooks.Values.Select(kept => kept.Fault).Prepend(_keys.Fault).OfType<SecretFault>()];

    /// <summary>Both keys from one place: a pair of which one half is of another account is no pair.</summary>
    private static async Task<ChatraKeys> ReadKeysAsync(VaultReader reader, ChatraKeys? local, CancellationToken cancellationToken)
    {
        var publicKey = await reader.FindAsync(SecretNames.ChatraPublicKey, cancellationToken);
        var secretKey = await reader.FindAsync(SecretNames.ChatraSecretKey, cancellationToken);
        if (publicKey is null && secretKey is null && local is not null)
            return local;

        return Pair(
            publicKey ?? throw new FormatException($"The vault has no secret {SecretNames.ChatraPublicKey}."),
            secretKey ?? throw new FormatException($"The vault has no secret {SecretNames.ChatraSecretKey}."));
    }

    private static ChatraKeys Pair(string publicKey, string secretKey)
    {
        try
        {
            return new ChatraKeys(publicKey, secretKey);
        }
        catch (ArgumentException exception)
        {
            var name = exception.ParamName == "secretKey" ? SecretNames.ChatraSecretKey : SecretNames.ChatraPublicKey;
            throw new FormatException($"The secret {name} in the vault is not such a key: {exception.Message}", exception);
        }
    }

    /// <summary>
    /// A value of before that could never be valid is left out; the current one must be. A secret that was there and is gone is a mistake
    /// or half of a change: without it, events would be refused for good, or taken without a signature.
    /// </summary>
    private async Task<WebhookSecrets> ReadAsync(VaultReader reader, WebhookSecretSetting setting, CancellationToken cancellationToken)
    {
        var valid = await reader.FindValidAsync(setting.Name, cancellationToken);
        if (valid.Count == 0)
        {
            return _had.ContainsKey(setting.Name)
                ? throw new FormatException($"The vault no longer has the secret {setting.Name}; to do without it, restart the app.")
                : setting.Local;
        }

        setting.Check([valid[0]]);
        _had[setting.Name] = true;
        return new WebhookSecrets([valid[0], .. valid.Skip(1).Where(IsUsable)]);

        bool IsUsable(string value)
        {
            try
            {
                setting.Check([value]);
                return true;
            }
            catch (FormatException)
            {
                return false; // It was in the vault by mistake, and nobody can have signed with it.
            }
        }
    }
}
