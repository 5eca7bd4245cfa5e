namespace Chatra.Widget;

/// <summary>
/// "Any valid CSS selector" (<see href="https://chatra.com/help/api/#customwidgetbutton"/>): the grammar of
/// <see href="https://www.w3.org/TR/selectors-4/#grammar"/>, as browsers have it. Which pseudo-classes there are, and what stands in their brackets, is
/// for the browser to know; what CSS closes by itself at the end of the text (<c>a[b</c>) is taken for a slip.
/// </summary>
internal static class Selector
{
    public const string Rules = "a valid CSS selector";

    private const string Combining = ">+~";

    public static bool IsOne(string text)
    {
        var css = new SelectorText(text);
        do
        {
            if (!Complex(css))
                return false;
        }
        while (css.Take(','));

        return css.IsAtEnd;
    }

    /// <summary>Compounds with combinators between them, of which white space is one.</summary>
    private static bool Complex(SelectorText css)
    {
        css.SkipSpaces();
        while (true)
        {
            if (!Compound(css))
                return false;

            var isApart = css.SkipSpaces();
            if (css.TakeAny(Combining))
                css.SkipSpaces();
            else if (!isApart || css.IsAtEnd || css.Next == ',')
                return true;
        }
    }

    /// <summary>What has to be true of one element: its name, if any, comes first.</summary>
    private static bool Compound(SelectorText css)
    {
        var start = css.At;
        if (!TypeIfAny(css))
            return false;

        while (true)
        {
            css.SkipComments();
            if (css.Take('#') || css.Take('.'))
            {
                if (!css.TakeName())
                    return false;
            }
            else if (css.Take('['))
            {
                if (!Attribute(css))
                    return false;
            }
            else if (css.Take(':'))
            {
                css.Take(':');
                if (!css.TakeName() || (css.Take('(') && !css.TakeUntilClosed(')')))
                    return false;
            }
            else if (!css.Take('&'))
            {
                return css.At > start;
            }
        }
    }

    /// <summary><c>a</c>, <c>*</c>, <c>*|a</c>, <c>|a</c>; a page's script has no namespaces with a name.</summary>
    /// <returns>False where a namespace is of nothing.</returns>
    private static bool TypeIfAny(SelectorText css)
    {
        var isAny = css.Take('*');
        if (css.Take('|'))
            return css.Take('*') || css.TakeName();

        _ = isAny || css.TakeName();
        return true;
    }

    private static bool Attribute(SelectorText css)
    {
        css.SkipSpaces();
        var isOfAny = css.Take('*');
        if ((!css.Take('|') && isOfAny) || !css.TakeName())
            return false;

        css.SkipSpaces();
        if (css.Take(']'))
            return true;

        css.TakeAny("~|^$*");
        if (!css.Take('='))
            return false;

        css.SkipSpaces();
        if (!css.TakeString() && !css.TakeName())
            return false;

        css.SkipSpaces();
        css.TakeAny("iIsS"); // Whether case counts.
        css.SkipSpaces();
        return css.Take(']');
    }
}
