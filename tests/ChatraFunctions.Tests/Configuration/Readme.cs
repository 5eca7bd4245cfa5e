using System.Text.RegularExpressions;
using TestKit;

namespace ChatraFunctions.Tests.Configuration;

/// <summary>What README.md says, as far as it can be checked.</summary>
internal static partial class Readme
{
    public static string Text { get; } = File.ReadAllText(RepositoryRoot.Combine("README.md"));

    /// <summary>The names in the first column of the table of settings.</summary>
    public static IEnumerable<string> SettingNames() => Rows("setting").SelectMany(row => Code().Matches(row[0]))
        .Select(match => match.Groups["code"].Value)
        .Where(name => !name.StartsWith('…'));

    /// <summary>Functions with their triggers, as the table of functions has them.</summary>
    public static IEnumerable<(string Name, string Trigger)> Functions() => Rows("function").Select(row => (row[0].Trim('`'), row[1]));

    /// <summary>The cells of the table whose first heading is this.</summary>
    private static IEnumerable<string[]> Rows(string heading) => Text.Split('\n')
        .SkipWhile(line => !line.StartsWith($"| {heading} |", StringComparison.Ordinal))
        .Skip(2)
        .TakeWhile(line => line.StartsWith('|'))
        .Select(line => line.Trim().Trim('|').Split('|', StringSplitOptions.TrimEntries));

    [GeneratedRegex("`(?<code>[^`]+)`", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Code();
}
