using System.Text.RegularExpressions;
using TestKit;

namespace Chatra.Widget.Tests.Pieces;

/// <summary>The ready pieces of <c>docs/widget.md</c>, as a shop would paste them.</summary>
internal static class DocumentedPieces
{
    private static readonly string Text = File.ReadAllText(RepositoryRoot.Combine("docs/widget.md"));

    /// <summary>The one block in this language.</summary>
    public static string Find(string language) => Regex.Matches(Text, $"^```{language}\n(?<code>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline, TimeSpan.FromSeconds(1))
        .ShouldHaveSingleItem($"blocks in {language}").Groups["code"].Value;
}
