namespace Chatra.Widget;

/// <summary>A selector as it is read, token by token (<see href="https://www.w3.org/TR/css-syntax-3/#tokenization"/>).</summary>
internal sealed class SelectorText(string text)
{
    private const int LongestEscape = 6;

    /// <summary>How far it is read.</summary>
    public int At { get; private set; }

    public bool IsAtEnd => At == text.Length;

    /// <summary>Nothing at the end: NUL is never taken.</summary>
    public char Next => Ahead(0);

    public bool Take(char letter)
    {
        if (IsAtEnd || Next != letter)
            return false;

        At++;
        return true;
    }

    public bool TakeAny(string letters) => !IsAtEnd && letters.Contains(Next) && Take(Next);

    /// <returns>Whether there was any; a comment is none.</returns>
    public bool SkipSpaces()
    {
        var start = At;
        var comments = SkipComments();
        while (IsSpace(Next))
        {
            At++;
            comments += SkipComments();
        }

        return At - start > comments;
    }

    /// <returns>How long they were.</returns>
    public int SkipComments()
    {
        var start = At;
        while (Next == '/' && Ahead(1) == '*' && text.IndexOf("*/", At + 2, StringComparison.Ordinal) is var end and >= 0)
            At = end + 2;

        return At - start;
    }

    /// <summary>An identifier, with escapes.</summary>
    public bool TakeName()
    {
        var start = At;
        if (Take('-') && !Take('-') && !TakeNameStart())
            At = start;
        else if (At > start || TakeNameStart())
            TakeNameRest();

        return At > start;
    }

    public bool TakeString()
    {
        var start = At;
        var quote = Next;
        if (!TakeAny("\"'"))
            return false;

        while (!Take(quote))
        {
            if (IsAtEnd || Next is '\n' or '\r' or '\f' or '\0')
            {
                At = start;
                return false;
            }

            At += Next == '\\' && At + 1 < text.Length ? 2 : 1;
        }

        return true;
    }

    /// <summary>Whatever there is, with its own brackets closed.</summary>
    public bool TakeUntilClosed(char close)
    {
        while (!Take(close))
        {
            SkipSpaces();
            if (Next == close || TakeString() || TakeEscape())
                continue;

            if (TakeAny("(["))
            {
                if (!TakeUntilClosed(text[At - 1] == '(' ? ')' : ']'))
                    return false;
            }
            else if (IsAtEnd || Next is ')' or ']' or '{' or '}' or ';' or '<' or '@' or '!' or '"' or '\'' or '\\' || char.IsControl(Next))
            {
                return false;
            }
            else
            {
                At++;
            }
        }

        return true;
    }

    private static bool IsSpace(char letter) => letter is ' ' or '\t' or '\n' or '\r' or '\f';

    private char Ahead(int by) => At + by < text.Length ? text[At + by] : '\0';

    private bool TakeNameStart()
    {
        if (!(char.IsAsciiLetter(Next) || Next is '_' or >= '\u0080'))
            return TakeEscape();

        At++;
        return true;
    }

    private void TakeNameRest()
    {
        while (TakeNameStart() || (char.IsAsciiDigit(Next) && Take(Next)) || Take('-'))
        {
            // All of it is the name.
        }
    }

    /// <summary><c>\:</c>, or <c>\31</c> with the space that ends it.</summary>
    private bool TakeEscape()
    {
        if (Next != '\\' || Ahead(1) is '\n' or '\r' or '\f' or '\0')
            return false;

        At++;
        if (!char.IsAsciiHexDigit(Next))
        {
            At++;
            return true;
        }

        for (var digits = 0; digits < LongestEscape && char.IsAsciiHexDigit(Next); digits++)
            At++;

        if (IsSpace(Next))
            At++;

        return true;
    }
}
