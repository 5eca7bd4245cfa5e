using System.Text.RegularExpressions;

namespace Chatra.Widget.Tests.Readme;

/// <summary>The package's README, as far as it can be checked.</summary>
internal static partial class ReadmeText
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Readme", "README.md"));

    /// <summary>The C# examples, one text each.</summary>
    public static IEnumerable<string> Examples => Fenced().Matches(string.Join('\n', Lines)).Select(match => match.Groups["code"].Value);

    /// <summary>The cells of the table whose first heading is this.</summary>
    public static IReadOnlyList<string[]> Rows(string heading) =>
    [
        .. Lines.SkipWhile(line => !line.StartsWith($"| {heading} |", StringComparison.Ordinal))
            .Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line[1..^1].Split(" | ", StringSplitOptions.TrimEntries)),
    ];

    /// <summary>Without white space at the ends of lines and without empty lines: what may differ between the two.</summary>
    public static string Normal(string code) => string.Join('\n', code.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Fenced();
}
