using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Infra.Tests.Bicep;

namespace Infra.Tests;

/// <summary>What wakes the operator, and what the operator then finds on the page.</summary>
public sealed partial class AlertTests
{
    private static BicepFile File => InfraFiles.Named("alerts");

    private static IReadOnlyList<BicepNode> Rules => File.Variables["rules"].Children;

    [Fact]
    public void Each_metric_that_is_named_wakes_somebody()
    {
        var names = JsonNode.Parse(InfraFiles.Read("infra", "app", "metrics.json"))!.AsObject().Select(metric => metric.Value!.GetValue<string>()).ToList();
        var queries = Rules.Select(rule => Value(rule, "query")).ToList();

        names.Count.ShouldBe(5);
        foreach (var name in names)
            queries.ShouldContain(query => query.Contains($"name == \"{name}\"", StringComparison.Ordinal), name);
    }

    [Fact]
    public void Each_query_comes_to_one_number_and_names_no_metric_of_its_own()
    {
        foreach (var rule in Rules)
        {
            var query = Value(rule, "query");
            query.ShouldContain($"{Value(rule, "measure")}", Case.Sensitive);
            query.ShouldNotContain("<", Case.Sensitive, "A part of the query is not known");
            rule.Property("query")!.Text.ShouldNotContain("chatra.", Case.Sensitive, "Metrics are named in metrics.json only");
        }
    }

    [Fact]
    public void The_operators_page_explains_every_alert_and_no_other()
    {
        var page = InfraFiles.Read("docs", "operating.md");
        var explained = Heading().Matches(page).Select(match => match.Groups["title"].Value);

        explained.ShouldBe([.. Rules.Select(rule => Value(rule, "title")), "The budget mail"], ignoreOrder: true);
    }

    [Fact]
    public void The_operators_page_says_how_urgent_each_alert_is()
    {
        var page = InfraFiles.Read("docs", "operating.md");
        foreach (var rule in Rules)
            page.ShouldContain($"### {Value(rule, "title")}\n\n*Severity {Value(rule, "severity")}. ");
    }

    private static string Value(BicepNode rule, string property) => InfraFiles.Values(File).Text(rule.Property(property)!);

    [GeneratedRegex("^### (?<title>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Heading();
}
