using System.Text.RegularExpressions;

namespace Infra.Tests.Documents;

/// <summary>The routes of the functions, as their sources have them.</summary>
internal static partial class AppRoutes
{
    private static readonly IReadOnlyList<(string Method, string[] Segments)> All =
    [
        .. Pages.Below("src/ChatraFunctions/Functions", "*.cs").SelectMany(file => Trigger().Matches(Pages.Read(file)))
            .Select(match => (match.Groups["method"].Value.ToUpperInvariant(), match.Groups["route"].Value.Split('/'))),
    ];

    public static int Count => All.Count;

    /// <param name="method">Null for any.</param>
    /// <param name="path">Below <c>/api/</c>, perhaps with a query; a part may be a value or a name in braces.</param>
    public static bool Has(string? method, string path)
    {
        var segments = path.Split('?')[0].TrimEnd('/', '.', ':').Split('/');
        return All.Any(route => (method is null || method == route.Method) && Fits(segments, route.Segments));
    }

    private static bool Fits(string[] path, string[] route) =>
        path.Length == route.Length && path.Zip(route).All(pair => pair.First == pair.Second || pair.Second.StartsWith('{'));

    [GeneratedRegex("HttpTrigger\\(AuthorizationLevel\\.\\w+, \"(?<method>[a-z]+)\", Route = \"(?<route>[^\"]+)\"\\)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Trigger();
}
