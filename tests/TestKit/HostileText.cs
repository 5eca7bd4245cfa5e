using System.Collections.Immutable;

namespace TestKit;

/// <summary>What somebody may write into a chat in the hope that a reader's program runs it.</summary>
public static class HostileText
{
    public static ImmutableArray<string> All { get; } =
    [
        "<script>alert(1)</script>", "<SCRIPT SRC=//evil.example/x.js></SCRIPT>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>",
        "<iframe srcdoc=\"<script>alert(1)</script>\">", "</p></li></ol><script>alert(1)</script>", "</style><script>alert(1)</script>", "</title><script>alert(1)</script>",
        "\"><script>alert(1)</script>", "' onmouseover='alert(1)", "\" autofocus onfocus=alert(1) x=\"", "<a href=\"javascript:alert(1)\">x</a>",
        "[x](javascript:alert(1))", "![x](x\"onerror=\"alert(1))", "<javascript:alert(1)>", "[x]: javascript:alert(1)\n[x]", "<!--<script>-->alert(1)", "<![CDATA[<script>alert(1)</script>]]>",
        "&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;script&#62;alert(1)", "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
        "<body onload=alert(1)>", "<details open ontoggle=alert(1)>", "<base href=//evil.example/>", "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">",
        "<object data=javascript:alert(1)>", "<embed src=javascript:alert(1)>", "<link rel=stylesheet href=//evil.example>", "<form action=javascript:alert(1)><button>x",
        "\u003Cscript\u003Ealert(1)\u003C/script\u003E", "\0<script>alert(1)</script>", "    <script>alert(1)</script>", "```\n<script>alert(1)</script>\n```", "> <b>x</b>\n\n<script>alert(1)</script>",
        "<scr\nipt>alert(1)</scr\nipt>", "\u202E<script>alert(1)</script>",
    ];

    public static ImmutableArray<string> Formulas { get; } =
    [
        "=1+1", "=HYPERLINK(\"http://evil.example\")", "=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(1)", "|calc", "%x", "\t=1", "\r=1", "\n=1", " =1+1", "\u00A0=1", "\uFEFF=1", "＝1+1", "＋1", "－1", "＠SUM(1)",
    ];
}
