using System.Text.RegularExpressions;

namespace ChatraFunctions.LocalHost;

/// <summary>Replaces <c>%Setting%</c> in an attribute's strings by the setting's value, as the host does.</summary>
internal static partial class SettingReferences
{
    /// <exception cref="SettingException">There is no such setting.</exception>
    public static string Resolve(this IConfiguration configuration, string text) =>
        Reference().Replace(text, match => configuration[match.Groups["name"].Value.Replace("__", ":", StringComparison.Ordinal)]
            ?? throw new SettingException($"{match.Groups["name"].Value}: not set, and a function's trigger refers to it."));

    [GeneratedRegex("%(?<name>[^%]+)%", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Reference();
}
