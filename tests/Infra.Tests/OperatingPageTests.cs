using System.Text.RegularExpressions;
using TestKit;

namespace Infra.Tests;

/// <summary>What docs/operating.md has the operator type at night is there to be found.</summary>
public sealed partial class OperatingPageTests
{
    private static readonly string Page = InfraFiles.Read("docs", "operating.md");

    [Fact]
    public void Every_line_of_the_log_that_it_searches_for_is_logged()
    {
        var logged = Directory.EnumerateFiles(RepositoryRoot.Combine("src"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(File.ReadLines).Where(line => line.Contains("[LoggerMessage(", StringComparison.Ordinal)).ToList();
        var sought = Sought().Matches(Page).Select(match => match.Groups["text"].Value).ToList();

        sought.ShouldNotBeEmpty();
        foreach (var text in sought)
            logged.ShouldContain(line => line.Contains(text, StringComparison.Ordinal), text);
    }

    [Fact]
    public void Every_address_that_it_calls_is_a_route()
    {
        var routes = Sources().SelectMany(source => Route().Matches(source)).Select(match => match.Groups["route"].Value.Split('/')).ToList();
        var called = Called().Matches(Page).Select(match => match.Groups["path"].Value).ToList();

        called.Count.ShouldBeGreaterThan(5);
        foreach (var path in called)
            routes.ShouldContain(route => Fits(path.Split('/'), route), path);
    }

    [Fact]
    public void Every_function_that_it_names_is_one()
    {
        var named = Named().Matches(Page).Select(match => match.Groups["name"].Value).ToList();

        named.Count.ShouldBeGreaterThan(3);
        foreach (var name in named)
            Sources().ShouldContain(source => source.Contains($"[Function(nameof({name}))]", StringComparison.Ordinal), name);
    }

    private static IEnumerable<string> Sources() =>
        Directory.EnumerateFiles(RepositoryRoot.Combine("src", "ChatraFunctions", "Functions"), "*.cs").Select(File.ReadAllText);

    private static bool Fits(string[] path, string[] route) =>
        path.Length == route.Length && path.Zip(route).All(pair => pair.First == pair.Second || pair.Second.StartsWith('{'));

    [GeneratedRegex("message has \"(?<text>[^\"]+)\"", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Sought();

    [GeneratedRegex("(\\$api/|`get |^get )(?<path>[a-z][\\w/<>-]*)", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Called();

    [GeneratedRegex("Route = \"(?<route>[^\"]+)\"", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Route();

    [GeneratedRegex("(`[a-z-]+` |name == \"|in \\(\"|, \")(?<name>[A-Z][a-z]+[A-Z]\\w+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Named();
}
