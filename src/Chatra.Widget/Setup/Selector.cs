namespace Chatra.Widget;

/// <summary>
/// "Any valid CSS selector" (<see href="https://chatra.com/help/api/#customwidgetbutton"/>), as far as it can be told without a browser: which
/// pseudo-classes there are is for the browser to know.
/// </summary>
internal static class Selector
{
    public const string Rules = "a valid CSS selector";

    private const string Combining = ",>+~";

    /// <summary>Stands for any letter of a name.</summary>
    private const char OfName = 'n';

    public static bool IsOne(string text)
    {
        var open = new Stack<char>();
        var quote = '\0';
        var last = ','; // White space aside; a selector begins as one after a comma does.
        for (var i = 0; i < text.Length; i++)
        {
            var letter = text[i];
            if (quote == '\0' && Combining.Contains(letter) && last == ',')
                return false;

            if (letter == '\\')
            {
                if (++i == text.Length || text[i] is '\n' or '\r' or '\f')
                    return false;

                last = OfName;
                continue;
            }

            if (quote != '\0')
                quote = letter == quote ? '\0' : quote;
            else if (letter is '"' or '\'')
                quote = letter;
            else if (letter is '[' or '(')
                open.Push(letter == '[' ? ']' : ')');
            else if (letter is ']' or ')' && !(open.TryPop(out var awaited) && awaited == letter))
                return false;
            else if (letter is '{' or '}' or ';' or '<' or '@' or '!' || (char.IsControl(letter) && !IsSpace(letter)))
                return false;

            if (quote != '\0' || !IsSpace(letter))
                last = letter;
        }

        return quote == '\0' && open.Count == 0 && !Combining.Contains(last) && !(last is '.' or '#' or ':');
    }

    /// <summary>White space of CSS (<see href="https://www.w3.org/TR/css-syntax-3/#whitespace"/>).</summary>
    private static bool IsSpace(char letter) => letter is ' ' or '\t' or '\n' or '\r' or '\f';
}
