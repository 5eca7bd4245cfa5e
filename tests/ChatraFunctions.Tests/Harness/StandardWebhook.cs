using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ChatraFunctions.Tests.Harness;

/// <summary>Signs as the specification of Standard Webhooks has it.</summary>
internal static class StandardWebhook
{
    private const string Id = "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W";

    /// <param name="secret"><c>whsec_</c> and Base64.</param>
    /// <param name="body">As it is sent.</param>
    /// <param name="at">When it says to be sent.</param>
    public static (string Name, string Value)[] Sign(string secret, string body, DateTimeOffset at) =>
        [.. Stamp(at), ("webhook-signature", Signature(secret, body, at))];

    public static (string Name, string Value)[] Stamp(DateTimeOffset at) =>
        [("webhook-id", Id), ("webhook-timestamp", at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture))];

    public static string Signature(string secret, string body, DateTimeOffset at)
    {
        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{Id}.{at.ToUnixTimeSeconds()}.{body}")));
    }
}
