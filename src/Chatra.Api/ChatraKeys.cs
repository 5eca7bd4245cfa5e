namespace Chatra.Api;

/// <summary>
/// An account's API keys, as Chatra's settings page shows them (<see href="https://chatra.com/help/api/#authorization"/>).
/// </summary>
public sealed record ChatraKeys
{
    /// <summary>Both keys of one account.</summary>
    /// <param name="publicKey">The public one.</param>
    /// <param name="secretKey">The secret one.</param>
    /// <exception cref="ArgumentException">
    /// A key is empty or holds what cannot travel in an <c>Authorization</c> header: white space (a copied line end), control or
    /// non-ASCII characters, or a colon in the public key, which ends it there. The message does not show the key.
    /// </exception>
    public ChatraKeys(string publicKey, string secretKey)
    {
        if (!IsPrintable(publicKey) || publicKey.Contains(':', StringComparison.Ordinal))
            throw new ArgumentException("The public key must be printable ASCII without spaces or colons.", nameof(publicKey));
        if (!IsPrintable(secretKey))
            throw new ArgumentException("The secret key must be printable ASCII without spaces.", nameof(secretKey));

        PublicKey = publicKey;
        SecretKey = secretKey;
    }

    /// <summary>Names the account; not a secret.</summary>
    public string PublicKey { get; }

    /// <summary>Lets its holder read and write as the account's agents.</summary>
    public string SecretKey { get; }

    /// <summary>The public key alone: the secret one must not reach a log by way of an interpolated string.</summary>
    public override string ToString() => $"{nameof(ChatraKeys)} {PublicKey}";

    private static bool IsPrintable(string key) =>
        !string.IsNullOrEmpty(key) && key.All(character => character is > ' ' and <= '~');
}
