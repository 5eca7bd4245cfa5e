using System.Text;

namespace ChatraFunctions.Transcripts.Formats;

/// <summary>Text as Markdown that shows it as it is: no mark-up, no HTML, no link comes of it.</summary>
internal static class MarkdownText
{
    private const string Special = @"\`*_[]#|~!$^{}";

    /// <summary>In a line of ours: line ends become spaces.</summary>
    public static string Line(string text) => string.Join(' ', Lines(text));

    /// <summary>The lines of a text, each for a line of its own.</summary>
    public static IEnumerable<string> Lines(string text) => text.ReplaceLineEndings("\n").Split('\n').Select(Escape);

    private static string Escape(string line)
    {
        var escaped = new StringBuilder(line.Length + 16);
        var content = line.AsSpan().TrimStart();
        for (var space = line.Length - content.Length; space > 0; space--)
            escaped.Append("&nbsp;"); // Four of them would make it code.

        for (var at = 0; at < content.Length; at++)
            Append(escaped, content, at);

        return escaped.ToString();
    }

    private static void Append(StringBuilder escaped, ReadOnlySpan<char> content, int at)
    {
        switch (content[at])
        {
            case '<':
                escaped.Append("&lt;");
                break;
            case '>':
                escaped.Append("&gt;");
                break;
            case '&':
                escaped.Append("&amp;");
                break;
            case var unit when Special.Contains(unit, StringComparison.Ordinal) || BeginsList(content, at):
                escaped.Append('\\').Append(unit);
                break;
            case var unit when char.IsControl(unit):
                escaped.Append('\uFFFD');
                break;
            default:
                escaped.Append(content[at]);
                break;
        }
    }

    /// <summary><c>-</c>, <c>+</c>, <c>=</c> and <c>:</c> at the beginning of a line, and <c>1.</c> or <c>1)</c>.</summary>
    private static bool BeginsList(ReadOnlySpan<char> content, int at) =>
        at == 0 ? content[0] is '-' or '+' or '=' or ':' : content[at] is '.' or ')' && !content[..at].ContainsAnyExceptInRange('0', '9');
}
