namespace Chatra.Widget;

/// <summary>
/// "Any valid CSS selector" (<see href="https://chatra.com/help/api/#customwidgetbutton"/>), as far as it can be told without a browser: which
/// pseudo-classes there are is for the browser to know.
/// </summary>
internal static class Selector
{
    public const string Rules = "a valid CSS selector";

    public static bool IsOne(string text)
    {
        var open = new Stack<char>();
        var quote = '\0';
        for (var i = 0; i < text.Length; i++)
        {
            var letter = text[i];
            if (letter == '\\')
                i++; // What follows is a part of a name.
            else if (quote != '\0')
                quote = letter == quote ? '\0' : quote;
            else if (letter is '"' or '\'')
                quote = letter;
            else if (letter is '[' or '(')
                open.Push(letter == '[' ? ']' : ')');
            else if (letter is ']' or ')' && !(open.TryPop(out var awaited) && awaited == letter))
                return false;
            else if (letter is '{' or '}' or ';' or '<' or '@' or '!' || char.IsControl(letter))
                return false;
        }

        var trimmed = text.Trim();
        return quote == '\0' && open.Count == 0 && trimmed.Length > 0 && !(trimmed[0] is ',' or '>' or '+' or '~') && !(trimmed[^1] is ',' or '>' or '+' or '~' or '.' or '#' or ':' or '\\');
    }
}
