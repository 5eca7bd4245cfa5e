using System.Globalization;
using System.Text.RegularExpressions;

namespace ChatraFunctions.Orders.Texts;

/// <summary>
/// Where in a template a fault lies. The library says so only of some; of blocks that do not match, and of helpers that do not exist, it
/// says the name alone.
/// </summary>
internal static partial class TemplatePlaces
{
    private const string NoPartials = "partials ({{> …}}) are not supported: a message is one template";

    private const int MaxDepth = 4;

    public static TemplateFault Of(string template, Exception exception)
    {
        var words = exception.Message.ReplaceLineEndings("\n").Split('\n')[0].Trim();
        if (Occurred().Match(exception.Message) is { Success: true } said)
            return new TemplateFault(words, Number(said, "line") + 1, Number(said, "column") + 1); // It counts from 0.

        var place = Helper().Match(exception.Message) is { Success: true } helper
            ? Uses().Matches(template).FirstOrDefault(use => use.Groups["name"].Value == helper.Groups["name"].Value)?.Index
            : UnmatchedBlock(template);
        return At(template, place, words);
    }

    /// <summary>They may call each other in circles, and then a text takes for ever.</summary>
    public static TemplateFault? OfPartial(string template) =>
        Partial().Match(template) is { Success: true } partial ? At(template, partial.Index, NoPartials) : null;

    /// <summary>Blocks may go through all that there is, within each other: a few levels of that never end.</summary>
    public static TemplateFault? OfNesting(string template)
    {
        var depth = 0;
        foreach (Match mark in OpenOrClose().Matches(Comment().Replace(template, comment => new string(' ', comment.Length))))
        {
            depth = mark.Groups["close"].Success ? Math.Max(0, depth - 1) : depth + 1;
            if (depth > MaxDepth)
                return At(template, mark.Index, $"blocks may stand at most {MaxDepth} deep in each other");
        }

        return null;
    }

    private static TemplateFault At(string template, int? index, string reason)
    {
        if (index is not { } place)
            return new TemplateFault(reason);

        var before = template[..place];
        return new TemplateFault(reason, before.Count(character => character == '\n') + 1, place - before.LastIndexOf('\n'));
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>The first end that ends nothing; else the last beginning that is never ended.</summary>
    private static int? UnmatchedBlock(string template)
    {
        var open = new Stack<Match>();
        foreach (Match block in Blocks().Matches(template))
        {
            if (block.Groups["mark"].Value != "/")
                open.Push(block);
            else if (!open.TryPop(out var begin) || begin.Groups["name"].Value != block.Groups["name"].Value)
                return block.Index;
        }

        return open.TryPop(out var unended) ? unended.Index : null;
    }

    [GeneratedRegex(@"Occured at: (?<line>\d{1,9}):(?<column>\d{1,9})", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Occurred();

    [GeneratedRegex(@"Helper '[#^]?(?<name>[^']+)'", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Helper();

    [GeneratedRegex(@"\{\{\{?~?\s*[#^]?\s*(?<name>[\w.-]+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Uses();

    [GeneratedRegex(@"\{\{~?\s*(?<mark>[#^/])\s*(?<name>[\w.-]+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Blocks();

    [GeneratedRegex(@"\{\{~?\s*((?<open>#|\^\s*[\w@.\[])|(?<close>/))", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex OpenOrClose();

    [GeneratedRegex(@"\{\{~?!(--.*?--~?\}\}|[^-}][^}]*\}\})", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking | RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\{\{~?\s*#?\s*[>*]", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Partial();
}
