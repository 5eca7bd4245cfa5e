namespace ChatraFunctions.Secrets;

/// <summary>The shops' secrets from the app's own settings, which are read once, at the start.</summary>
internal sealed class LocalWebhookSecrets(IEnumerable<WebhookSecretSetting> settings) : IWebhookSecrets, ISecretHealth
{
    private readonly Dictionary<string, WebhookSecrets> _secrets = settings.ToDictionary(setting => setting.Name, setting => setting.Local);

    public string? Complaint => null;

    public Task<IReadOnlyList<SecretFault>?> ReadAnewAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<SecretFault>?>(null);

    public ValueTask<WebhookSecrets> GetAsync(string name, CancellationToken cancellationToken) => new(_secrets[name]);

    public ValueTask<WebhookSecrets?> TryRenewAsync(string name, WebhookSecrets refused, CancellationToken cancellationToken) => new((WebhookSecrets?)null);
}
