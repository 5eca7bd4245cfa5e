using System.Security.Cryptography;
using System.Text;

namespace DevTool.Demo;

/// <summary>Signs as Standard Webhooks (standardwebhooks.com) says: HMAC-SHA256 over <c>id.timestamp.body</c>.</summary>
internal sealed class Signature
{
    private const string Prefix = "whsec_";

    private readonly byte[] _key;

    /// <summary>With a key of its own.</summary>
    public Signature() => _key = RandomNumberGenerator.GetBytes(32);

    /// <param name="secret"><c>whsec_</c> and Base64.</param>
    public Signature(string secret)
    {
        _key = new byte[secret.Length];
        if (!secret.StartsWith(Prefix, StringComparison.Ordinal) || !Convert.TryFromBase64String(secret[Prefix.Length..], _key, out var length))
            throw new Trouble($"The secret must be {Prefix} and Base64.");

        _key = _key[..length];
    }

    /// <summary>What the receiver has to know.</summary>
    public string Secret => $"{Prefix}{Convert.ToBase64String(_key)}";

    public void Sign(HttpRequestMessage request, string id, byte[] body)
    {
        var timestamp = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        var signature = HMACSHA256.HashData(_key, signed);
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", $"{timestamp}");
        request.Headers.Add("webhook-signature", $"v1,{Convert.ToBase64String(signature)}");
    }
}
