using System.Text.RegularExpressions;
using TestKit;

namespace Infra.Tests.Documents;

/// <summary>Links within the repository lead somewhere.</summary>
public sealed partial class LinkTests
{
    public static TheoryData<string> Markdown => [.. Pages.All.Where(page => page.EndsWith(".md", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Markdown))]
    public void Every_link_leads_to_a_file_and_to_a_heading_in_it(string page)
    {
        foreach (var target in Link().Matches(Pages.Read(page)).Select(match => match.Groups["target"].Value).Where(target => !target.Contains(':', StringComparison.Ordinal)))
        {
            var (file, heading) = target.Split('#') is [var path, var anchor] ? (path, anchor) : (target, null);
            var found = file.Length == 0 ? RepositoryRoot.Combine(page) : Path.GetFullPath(Path.Combine(RepositoryRoot.Combine(page), "..", file));
            (File.Exists(found) || Directory.Exists(found)).ShouldBeTrue(target);
            if (heading is not null)
                Heading().Matches(File.ReadAllText(found)).Select(match => Anchor(match.Groups["title"].Value)).ShouldContain(heading, target);
        }
    }

    /// <summary>As GitHub makes it.</summary>
    private static string Anchor(string title) =>
        string.Concat(title.Trim().ToLowerInvariant().Where(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '-' or '_')).Replace(' ', '-');

    [GeneratedRegex("\\]\\((?<target>[^)\\s]+)\\)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (?<title>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Heading();
}
