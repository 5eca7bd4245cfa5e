using System.Net.Http.Headers;
using System.Text;

namespace Chatra.Api;

/// <summary>The <c>Authorization</c> header of one request.</summary>
internal static class Credentials
{
    public static AuthenticationHeaderValue Of(ChatraKeys keys, ChatraAuthorization authorization)
    {
        var pair = $"{keys.PublicKey}:{keys.SecretKey}";
        return authorization == ChatraAuthorization.Basic
            ? new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes(pair))) // ChatraKeys are ASCII.
            : new AuthenticationHeaderValue("Chatra.Simple", pair);
    }
}
