using System.Security.Cryptography;
using System.Text;

namespace ChatraFunctions.Outbox;

/// <summary>Tells whether two texts are the same to a reader: Chatra may give one back with other line ends, or trimmed.</summary>
internal static class MessageText
{
    public static string Digest(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n").Trim())));
}
