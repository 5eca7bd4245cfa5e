using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ChatraFunctions.Queues;
using ChatraFunctions.Secrets;
using ChatraFunctions.Storage;

namespace Infra.Tests.Documents;

/// <summary>What the pages name is there: routes, code, queues, settings, variables.</summary>
public sealed partial class PageTests
{
    /// <summary>Addresses of Chatra itself and of the simulator's control surface.</summary>
    private static readonly string[] Others = ["_simulator", "pushedMessages"];

    private const string Placeholder = "NAME";

    /// <summary>Parts of an identity-based connection, which the Functions host knows.</summary>
    private static readonly string[] OfTheHost =
    [
        .. new[] { "accountName", "clientId", "credential", "blobServiceUri", "queueServiceUri", "tableServiceUri" }.Select(part => $"AzureWebJobsStorage__{part}"),
    ];

    private static readonly IReadOnlyList<string> Settings =
        [.. JsonNode.Parse(Pages.Read("local.settings.sample.json"))!["Values"]!.AsObject().Select(setting => setting.Key), .. OfTheHost];

    private static readonly Lazy<HashSet<string>> Code = new(() =>
        [.. Pages.Below("src", "*.cs").Append("Directory.Build.props").SelectMany(file => Word().Matches(Pages.Read(file))).Select(match => match.Value)]);

    public static TheoryData<string> Everywhere => [.. Pages.All];

    /// <summary>What the app says at night is a page, too.</summary>
    public static TheoryData<string> WithSettings =>
        [.. Pages.All, .. Pages.Below("src/ChatraFunctions.Core", "*.cs"), .. Pages.Below("infra", "*.bicep"), ".github/workflows/ci.yml"];

    [Fact]
    public void The_pages_name_something()
    {
        AppRoutes.Count.ShouldBeGreaterThan(15);
        Pages.All.Sum(page => Call().Count(Pages.Read(page)) + Address().Count(Pages.Read(page))).ShouldBeGreaterThan(50);
        Pages.All.Sum(page => Setting().Count(Pages.Read(page))).ShouldBeGreaterThan(30);
        Pages.All.Sum(page => Variable().Count(Pages.Read(page))).ShouldBeGreaterThan(10);
    }

    [Theory]
    [MemberData(nameof(Everywhere))]
    public void Every_call_and_address_is_a_route_of_the_app(string page)
    {
        var text = Pages.Read(page);
        var calls = Call().Matches(text).Select(match => (Method: (string?)match.Groups["method"].Value, Path: match.Groups["path"].Value));
        var addresses = Address().Matches(text).Select(match => (Method: (string?)null, Path: match.Groups["path"].Value));

        calls.Concat(addresses).Where(call => !Others.Contains(call.Path.Split('/')[0])).ShouldAllBe(call => AppRoutes.Has(call.Method, call.Path));
    }

    [Theory]
    [MemberData(nameof(Everywhere))]
    public void Every_function_table_and_type_is_in_the_code(string page) =>
        Name().Matches(Pages.Read(page)).Select(match => match.Groups["name"].Value).Where(name => !Code.Value.Contains(name)).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Everywhere))]
    public void Every_queue_container_and_secret_is_one(string page)
    {
        IEnumerable<string> known =
            [.. QueueNames.All, .. QueueNames.All.Select(QueueNames.Poison), .. ContainerNames.All, .. SecretNames.All, "chatra-functions"];

        Kebab().Matches(Pages.Read(page)).Select(match => match.Groups["name"].Value).ShouldBeSubsetOf(known);
    }

    [Theory]
    [MemberData(nameof(WithSettings))]
    public void Every_setting_is_in_the_sample(string page) =>
        Setting().Matches(Pages.Read(page)).Select(match => match.Value.TrimEnd('_'))
            .Where(name => !Settings.Any(known => known == name || known.StartsWith($"{name}__", StringComparison.Ordinal))).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Everywhere))]
    public void Every_variable_that_is_set_reaches_Bicep_and_every_one_that_is_used_comes_from_it(string page)
    {
        var text = Pages.Read(page);
        var parameters = Pages.Read("infra/main.parameters.json");
        foreach (var name in Variable().Matches(text).Select(match => match.Groups["name"].Value).Where(name => name != Placeholder))
            parameters.ShouldContain($"${{{name}", Case.Sensitive, name);

        Used().Matches(text).Select(match => match.Groups["name"].Value).ShouldBeSubsetOf(InfraFiles.Main.Outputs.Select(output => output.Children[0].Text));
    }

    [GeneratedRegex("(?<method>GET|POST|PUT|DELETE|OPTIONS) `?/(?<path>[^\\s`|)\",;']+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Call();

    [GeneratedRegex("(/api/|\\$api/|\\$\\(?api\\)?/)(?<path>[a-z][^\\s`|)\",;'\\\\&]*)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Address();

    [GeneratedRegex("`(?<name>[A-Z][a-z]+([A-Z][a-z0-9]+)+)`", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Name();

    [GeneratedRegex("`(?<name>(chatra|order)-[a-z-]+|[a-z-]+-poison)[/`]", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Kebab();

    [GeneratedRegex("\\b[A-Z][A-Za-z]+__[A-Z]\\w+", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Setting();

    [GeneratedRegex("azd env set(-secret)? (?<name>[A-Z_]{2,})", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Variable();

    [GeneratedRegex("\\$(env:)?(?<name>(AZURE|SERVICE|APPLICATIONINSIGHTS)_[A-Z_]+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Used();

    [GeneratedRegex("\\w+", RegexOptions.NonBacktracking)]
    private static partial Regex Word();
}
