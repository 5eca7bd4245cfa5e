namespace ChatraFunctions.Secrets;

/// <summary>What the shops sign their events with, from wherever it is kept.</summary>
public interface IWebhookSecrets
{
    /// <summary>Those that are valid now.</summary>
    /// <param name="name">One of <see cref="SecretNames"/>.</param>
    /// <param name="cancellationToken">Ends the waiting for the vault.</param>
    /// <exception cref="KeysUnavailableException">They cannot be read, and none are known from before.</exception>
    ValueTask<WebhookSecrets> GetAsync(string name, CancellationToken cancellationToken);

    /// <summary>Reads them again, because a signature fits none of these: the sender may use a newer one already.</summary>
    /// <returns>Other ones; null when there are none, also when they cannot be read.</returns>
    ValueTask<WebhookSecrets?> TryRenewAsync(string name, WebhookSecrets refused, CancellationToken cancellationToken);
}
