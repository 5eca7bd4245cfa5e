using System.Text;

namespace Chatra.Widget.Tests.Rendering;

/// <summary>What a customer could be called, who wants something else than a chat.</summary>
internal static class HostileTexts
{
    /// <summary>What tests look for: none of the texts may set it.</summary>
    private const string Run = "window.pwned=1;alert(1)";

    private static readonly string[] Fragments =
    [
        "</script>", "<script>", "<!--", "-->", "<![CDATA[", "]]>", "'", "\"", "`", "\\", "\\u003c", "&lt;", "&", ";", "\u2028", "\u2029", "\r\n", "\0", "{", "}", "${", "{{", "//", "/*", "*/",
        "\ud83d", "\ude00", "😀", "\u202e", "__proto__", "alert(1)", "<img src=x onerror=alert(1)>", "javascript:", "%3C", "+ADw-", "x",
    ];

    /// <summary>Fifty of them, each another way out of where a name stands.</summary>
    public static IReadOnlyList<string> Fifty { get; } =
    [
        $"</script><script>{Run}</script>",
        $"</SCRIPT ><script>{Run}//",
        $"</script\t><img src=x onerror=\"{Run}\">",
        $"</script/><svg onload=\"{Run}\">",
        "<!--<script>",
        $"<!-- --><script>{Run}</script>",
        $"--></script><script>{Run}</script>",
        $"--!><img src=x onerror={Run}>",
        $"]]></script><script>{Run}</script>",
        $"\"}};{Run};//",
        $"';{Run};//",
        $"`;{Run};`",
        $"\\\";{Run};//",
        $"\\';{Run};//",
        $"\\\\\";{Run};//",
        $"\u2028{Run}\u2028",
        $"\u2029{Run}//",
        $"//\u2028{Run}",
        $"a\n{Run}\n",
        $"a\r\n{Run}\r\n//",
        $"*/{Run}/*",
        $"${{{Run}}}",
        $"{{{{constructor.constructor('{Run}')()}}}}",
        $"<img src=x onerror=\"{Run}\">",
        $"<svg/onload={Run}>",
        $"<iframe srcdoc=\"<script>{Run}</script>\">",
        $"<a href=\"javascript:{Run}\">x</a>",
        $"javascript:{Run}",
        $"data:text/html,<script>{Run}</script>",
        $"<math><mtext></mtext><script>{Run}</script></math>",
        $"<style>@import'javascript:{Run}'</style>",
        $"<base href=\"https://evil.example/\"><script>{Run}</script>",
        $"<meta http-equiv=refresh content=\"0;url=javascript:{Run}\">",
        $"<form action=\"javascript:{Run}\"><button>",
        $"<input autofocus onfocus=\"{Run}\">",
        $"<details open ontoggle=\"{Run}\">",
        $"<template><script>{Run}</script></template>",
        $"&lt;script&gt;{Run}&lt;/script&gt;",
        $"&quot;}};{Run};//",
        $"\\u003c/script\\u003e\\u003cscript\\u003e{Run}",
        $"\\x3c/script\\x3e{Run}",
        $"+ADw-script+AD4-{Run}+ADw-/script+AD4-",
        $"%3C/script%3E%3Cscript%3E{Run}",
        $"\0</script>\0<script>{Run}",
        $"\ufeff</script><script>{Run}</script>",
        $"\u202e</script><script>{Run}</script>\u202c",
        $"\ud83d</script><script>{Run}</script>\ude00",
        "__proto__",
        "constructor",
        $"{new string('<', 500)}script>{Run}</script>",
    ];

    /// <summary>A text of such fragments, always the same for a seed.</summary>
    public static string Random(int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder("a"); // Some of them are white space, which is no text.
        for (var left = random.Next(1, 12); left > 0; left--)
            text.Append(random.Next(8) == 0 ? ((char)random.Next(char.MaxValue)).ToString() : Fragments[random.Next(Fragments.Length)]);

        return text.ToString();
    }

    /// <summary>As every reader has it: half of a surrogate pair is no text.</summary>
    public static string Readable(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
