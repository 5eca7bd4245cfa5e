using System.Buffers.Text;
using System.Text;
using System.Text.RegularExpressions;

namespace Infra.Tests;

/// <summary>What a secret looks like, and which ones are known to be none.</summary>
internal static partial class SecretPatterns
{
    /// <summary>Published: Azurite's account key, and the example of the Standard Webhooks specification.</summary>
    private static readonly string[] Published =
    [
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==",
        "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    ];

    public static IEnumerable<string> Find(string text) => Secret().Matches(text)
        .Where(match => !Published.Contains(match.Groups["value"].Value) && !(match.Groups["webhook"].Success && IsPlainText(match.Groups["value"].Value)))
        .Select(match => match.Value[..Math.Min(match.Length, 24)]);

    /// <summary>A real secret is random bytes; samples and tests write words.</summary>
    private static bool IsPlainText(string base64)
    {
        var bytes = new byte[base64.Length];
        return Base64.DecodeFromUtf8(Encoding.ASCII.GetBytes(base64), bytes, out _, out var length) == System.Buffers.OperationStatus.Done
            && bytes.AsSpan(0, length).IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0;
    }

    [GeneratedRegex(
        "((AccountKey|SharedAccessKey)=(?<value>[A-Za-z0-9+/]{40,}={0,2}))"
        + "|((?<webhook>whsec_)(?<value>[A-Za-z0-9+/]{16,}={0,2}))"
        + "|(-----BEGIN [A-Z ]*PRIVATE KEY-----)"
        + "|([?&]sig=(?<value>[A-Za-z0-9%+/]{40,}))"
        + "|(\\b(shpss|shpat|shpca)_[0-9a-f]{32})"
        + "|(\\bc[ks]_[0-9a-f]{40})"
        + "|(\\bgh[pousr]_[A-Za-z0-9]{36})"
        + "|(InstrumentationKey=[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4})",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Secret();
}
