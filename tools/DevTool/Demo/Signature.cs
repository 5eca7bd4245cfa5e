using System.Security.Cryptography;
using System.Text;

namespace DevTool.Demo;

/// <summary>Signs as Standard Webhooks (standardwebhooks.com) says: HMAC-SHA256 over <c>id.timestamp.body</c>.</summary>
internal sealed class Signature
{
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    /// <summary>What the receiver has to know.</summary>
    public string Secret => $"whsec_{Convert.ToBase64String(_key)}";

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
