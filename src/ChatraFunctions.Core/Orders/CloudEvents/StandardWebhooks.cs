using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace ChatraFunctions.Orders.CloudEvents;

/// <summary>
/// Verifies the signatures of the Standard Webhooks specification (standardwebhooks.com): HMAC-SHA256 over
/// <c>id.timestamp.body</c>, in constant time, over the raw bytes.
/// </summary>
internal sealed class StandardWebhooks
{
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";

    private const string SecretPrefix = "whsec_";
    private const string VersionPrefix = "v1,";

    /// <summary>The specification's advice against replays.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private readonly byte[][] _secrets;

    /// <exception cref="FormatException">A secret is not <c>whsec_</c> and Base64; the message does not show it.</exception>
    public StandardWebhooks(IEnumerable<string> secrets) => _secrets = [.. secrets.Select(Decode)];

    /// <summary>Without a secret there is nothing to verify: the function key alone guards the route.</summary>
    public bool IsRequired => _secrets.Length > 0;

    public SignatureResult Verify(IHeaderDictionary headers, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        var id = headers[IdHeader].ToString();
        var timestamp = headers[TimestampHeader].ToString();
        if (id.Length == 0 || headers[SignatureHeader].Count == 0
            || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return SignatureResult.Missing;

        if (Math.Abs(now.ToUnixTimeSeconds() - (decimal)seconds) > (decimal)Tolerance.TotalSeconds)
            return SignatureResult.OutOfTime;

        var expected = Expected($"{id}.{timestamp}.", body);
        var isSigned = Candidates(headers[SignatureHeader])
            .Any(candidate => expected.Any(signature => CryptographicOperations.FixedTimeEquals(candidate, signature)));
        return isSigned ? SignatureResult.Valid : SignatureResult.Wrong;
    }

    private List<byte[]> Expected(string prefix, ReadOnlySpan<byte> body)
    {
        var signatures = new List<byte[]>(_secrets.Length);
        foreach (var secret in _secrets)
        {
            using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
            hmac.AppendData(Encoding.UTF8.GetBytes(prefix));
            hmac.AppendData(body);
            signatures.Add(hmac.GetHashAndReset());
        }

        return signatures;
    }

    /// <summary>The header holds one or more signatures, of this version or of others.</summary>
    private static IEnumerable<byte[]> Candidates(StringValues header)
    {
        foreach (var part in header.SelectMany(line => line!.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
        {
            var signature = new byte[HMACSHA256.HashSizeInBytes];
            if (part.StartsWith(VersionPrefix, StringComparison.Ordinal)
                && Convert.TryFromBase64String(part[VersionPrefix.Length..], signature, out var length)
                && length == signature.Length)
                yield return signature;
        }
    }

    private static byte[] Decode(string secret)
    {
        var buffer = new byte[secret.Length];
        if (secret.StartsWith(SecretPrefix, StringComparison.Ordinal)
            && Convert.TryFromBase64String(secret[SecretPrefix.Length..], buffer, out var length)
            && length > 0)
            return buffer[..length];

        throw new FormatException($"must be {SecretPrefix} and Base64, as Standard Webhooks has it");
    }
}
