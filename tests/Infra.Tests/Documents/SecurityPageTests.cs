using System.Text.RegularExpressions;

namespace Infra.Tests.Documents;

/// <summary>docs/security.md: each threat names a test that shows how it is stopped.</summary>
public sealed partial class SecurityPageTests
{
    private static readonly IReadOnlyList<string[]> Threats =
    [
        .. Pages.Read("docs/security.md").Split('\n')
            .SkipWhile(line => !line.StartsWith("| who | what |", StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries)),
    ];

    private static readonly ILookup<string, string> Sources = Pages.Below("tests", "*Tests.cs").ToLookup(file => Path.GetFileNameWithoutExtension(file), Pages.Read);

    public static TheoryData<string, string> Named => [.. Threats.SelectMany(threat => Test().Matches(threat[3])).Select(match => (match.Groups["type"].Value, match.Groups["name"].Value))];

    [Fact]
    public void Each_threat_says_who_what_how_it_is_stopped_and_by_which_test()
    {
        Threats.Count.ShouldBeGreaterThan(20);
        foreach (var threat in Threats)
        {
            threat.Length.ShouldBe(4, threat[0]);
            threat.ShouldAllBe(cell => cell.Length > 0);
            Test().Count(threat[3]).ShouldBe(threat[3].Split(", ").Length, threat[3]);
        }
    }

    [Theory]
    [MemberData(nameof(Named))]
    public void Each_test_that_it_names_is_there(string type, string name) =>
        Sources[type].ShouldContain(source => source.Contains($" {name}(", StringComparison.Ordinal), $"{type}.{name}");

    [GeneratedRegex("`(?<type>\\w+Tests)\\.(?<name>\\w+)`", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Test();
}
