using System.Text.RegularExpressions;

namespace Chatra.Widget;

/// <summary>A nonce of a Content-Security-Policy, as its grammar has it (CSP 3, 2.3.1): nothing that could leave its attribute.</summary>
internal static partial class Nonce
{
    public const string Rules = "a nonce: Base64 or URL-safe Base64 of random bytes, at least 16 characters";

    public static bool IsOne(string nonce) => Base64Value().IsMatch(nonce);

    [GeneratedRegex(@"^[A-Za-z0-9+/_-]{16,200}={0,2}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Base64Value();
}
