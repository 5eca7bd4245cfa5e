using System.Text.RegularExpressions;
using TestKit;

namespace Infra.Tests;

/// <summary>What runs in pipelines is fixed and may do little.</summary>
public sealed partial class WorkflowTests
{
    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(RepositoryRoot.Combine(".github", "workflows"), "*.yml").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_action_is_pinned_to_a_commit_with_its_version_beside_it(string file)
    {
        var uses = Uses().Matches(InfraFiles.Read(".github", "workflows", file)).Select(match => match.Groups["action"].Value).ToList();

        uses.ShouldNotBeEmpty();
        foreach (var action in uses)
            Pinned().IsMatch(action).ShouldBeTrue(action);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Nothing_is_permitted_but_what_a_job_asks_for(string file)
    {
        var text = InfraFiles.Read(".github", "workflows", file);

        text.ShouldContain("\npermissions: {}\n");
        Written().Matches(text).Select(match => match.Groups["what"].Value).ShouldBe(file switch
        {
            "azure-dev.yml" => ["id-token"],
            "codeql.yml" => ["security-events"],
            _ => [],
        });
    }

    [Fact]
    public void An_action_has_one_commit_everywhere() =>
        Files.SelectMany(file => Uses().Matches(InfraFiles.Read(".github", "workflows", file.Data)))
            .Select(match => match.Groups["action"].Value.Split('@'))
            .GroupBy(action => string.Join('/', action[0].Split('/').Take(2)), action => action[1])
            .ShouldAllBe(action => action.Distinct().Count() == 1);

    [GeneratedRegex(@"uses:\s*(?<action>\S.*)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Uses();

    [GeneratedRegex(@"^[\w.-]+(/[\w.-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Pinned();

    [GeneratedRegex(@"^\s+(?<what>[a-z-]+): write\b", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Written();
}
