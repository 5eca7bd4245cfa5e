namespace Chatra.Widget.Tests.Setup;

/// <summary>CSS selectors, and what is none, as a browser has it.</summary>
internal static class Selectors
{
    public static string[] Valid { get; } =
    [
        "a", "*", ".chat", "#a .b > c", "a+b~c", "a, b", "a,\n\t.b", " a ", "[data-x=\"}<\"]", "[a~=\",\"]", "[a]", "[ a = b ]", "[a|=b]", "[a$='b' i]", "[*|a]", "[|a]",
        "*|a", "|a", "a:not(.b)", ":has(> a)", ":nth-child(2n + 1 of .a)", ":is([a=\")\"], (b))", "a::before", "a\\;b", "#a\\.", ".md\\:", "#\\31 a", "#\\31 > b",
        "#-a", "#--", ".-a", ".--1", ".é", ".💬", "a/* , */.b", "/* { */ a", "a /**/ > /**/ b", "a >b", "[a=\"\\\"\"]", "[a=\"b\\\nc\"]",
    ];

    public static string[] Invalid { get; } =
    [
        "", " ", "{", "a{}", "a]", "a)", ">a", "> a", "a >", "a > > b", "a > , b", "a + ~ b", "a,", "a, ", "a,,b", ",a", ".", "a.", "a .", "#", "..a", "#.a", ". a", ".1a", "#1a", "#-", "1a",
        "a*", "a:", "a: b", "a:::b", ":()", "a;b", "<a", "a<b", "@media", "a\n{", "a!", "a$", "a=b", "a/b", "a|", "a||b", "[]", "[=b]", "[a=]", "[a=1]", "[a b]", "[a!=b]", "[a=b x]",
        "[*a]", "a(b)", "a/**/b", "a\\\n", "[a='b\n']", "a:not(b))", "a\"b\"", "/* a", "a%", "a?",
    ];

    /// <summary>Not closed: CSS closes it by itself at the end of the text, and so does a browser, but nobody means it.</summary>
    public static string[] Slips { get; } = ["a[b", "a:not(b", "a[b=\"c", ":is((a)", "a\\", "a\0"];
}
