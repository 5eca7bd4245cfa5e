using System.Security.Cryptography;
using System.Text;

namespace ChatraFunctions.Orders;

/// <summary>
/// Verifies what Shopify and WooCommerce sign with: HMAC-SHA256 of the raw body as Base64, keyed with the secret's own characters. The
/// comparison takes the same time whatever differs, and whichever secret fits.
/// </summary>
internal sealed class BodySignatures
{
    /// <summary>What the shops make themselves is longer; a short one can be guessed.</summary>
    private const int MinSecretLength = 16;

    private readonly byte[][] _secrets;

    public BodySignatures(IEnumerable<string> secrets) => _secrets = [.. secrets.Select(Encoding.UTF8.GetBytes)];

    /// <summary>With secrets that a person has set.</summary>
    /// <exception cref="FormatException">A secret is too short; the message does not show it.</exception>
    public static BodySignatures With(IReadOnlyList<string> secrets) => secrets.All(secret => secret.Length >= MinSecretLength)
        ? new BodySignatures(secrets)
        : throw new FormatException($"must have at least {MinSecretLength} characters");

    /// <summary>Without a secret nothing is valid.</summary>
    public bool CanVerify => _secrets.Length > 0;

    public bool Verify(string? signature, ReadOnlySpan<byte> body)
    {
        var given = new byte[HMACSHA256.HashSizeInBytes];
        if (!Convert.TryFromBase64String(signature ?? "", given, out var length) || length != given.Length)
            return false;

        var isValid = false;
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        foreach (var secret in _secrets)
        {
            HMACSHA256.HashData(secret, body, expected);
            isValid |= CryptographicOperations.FixedTimeEquals(given, expected);
        }

        return isValid;
    }
}
