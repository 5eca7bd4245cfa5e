using System.Text.Json;
using Azure;
using Azure.Identity;

namespace ChatraFunctions.Secrets.KeyVault;

/// <summary>Tells the exceptions that say that the vault was not read, and may be later, once somebody has done something.</summary>
internal static class VaultOutage
{
    /// <summary>
    /// An error answer, no answer in time, no token to ask with, a challenge that is not the vault's (the client's own check of it is an
    /// <see cref="InvalidOperationException"/>), an answer that is not the vault's, a secret that cannot be one.
    /// </summary>
    public static bool Is(Exception exception) => exception is RequestFailedException or AggregateException or OperationCanceledException
        or AuthenticationFailedException or InvalidOperationException or FormatException or JsonException;
}
