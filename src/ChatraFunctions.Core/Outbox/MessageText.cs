using System.Security.Cryptography;
using System.Text;

namespace ChatraFunctions.Outbox;

/// <summary>What is true of every text that a customer gets.</summary>
internal static class MessageText
{
    /// <summary>Chatra documents no limit for a text; this one keeps a delivery well within a row of a table.</summary>
    public const int MaxLength = 100_000;

    /// <summary>Tells whether two texts are the same to a reader: Chatra may give one back with other line ends, or trimmed.</summary>
    public static string Digest(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n").Trim())));
}
