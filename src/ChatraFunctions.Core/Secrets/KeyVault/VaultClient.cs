using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;

namespace ChatraFunctions.Secrets.KeyVault;

/// <summary>The client with which the vault is read.</summary>
public static class VaultClient
{
    /// <param name="vault">Its address.</param>
    /// <param name="credential">Who asks.</param>
    /// <param name="transport">Other ways to the vault than the default; for tests.</param>
    public static SecretClient Create(Uri vault, TokenCredential credential, HttpPipelineTransport? transport = null)
    {
        var options = new SecretClientOptions();
        // A few quick tries: what could not be read is read again within seconds, and a sender of events may be waiting.
        options.Retry.MaxRetries = 2;
        options.Retry.Delay = TimeSpan.FromMilliseconds(200);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(1);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(3);
        if (transport is not null)
            options.Transport = transport;

        return new SecretClient(vault, credential, options);
    }

    /// <summary>The same rule as for storage: a managed identity when it is named, else whatever the environment offers.</summary>
    internal static TokenCredential Credential(KeyVaultOptions options) => options.ClientId.Length > 0
        ? new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(options.ClientId))
        : new DefaultAzureCredential();
}
