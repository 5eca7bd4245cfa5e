using System.Text.RegularExpressions;

namespace Chatra.Widget;

/// <summary>
/// Something of the page's own, by its name: <c>onChatMessage</c> or <c>shop.chat.onMessage</c>. A function itself cannot be sent; its name is
/// checked to be one, so that no other code gets into the page by it.
/// </summary>
public sealed partial record PageName
{
    private const int MaxLength = 200;

    /// <summary>They make code of texts.</summary>
    private static readonly HashSet<string> Compilers = new(StringComparer.Ordinal) { "eval", "Function", "constructor" };

    /// <summary>What no variable may be called (ECMA-262, 12.7.2); a property may.</summary>
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "arguments", "await", "break", "case", "catch", "class", "const", "continue", "debugger", "default", "delete", "do", "else", "enum", "export",
        "extends", "false", "finally", "for", "function", "if", "implements", "import", "in", "instanceof", "interface", "let", "new", "null",
        "package", "private", "protected", "public", "return", "static", "super", "switch", "this", "throw", "true", "try", "typeof", "var", "void", "while",
        "with", "yield",
    };

    private PageName(string path) => Path = path;

    /// <summary>The name as it is written.</summary>
    public string Path { get; }

    /// <summary>Checks a name.</summary>
    /// <param name="setting">The setting that it is for, which an error names.</param>
    /// <param name="path">Identifiers with dots between them.</param>
    /// <exception cref="ChatraWidgetException">It is no name.</exception>
    internal static PageName Of(string setting, string path) => IsName(path)
        ? new PageName(path)
        : throw Rule.Refuse(setting, Rules, path);

    internal const string Rules = "the name of a function of the page: an identifier, or several with dots between them";

    internal static bool IsName(string? path) =>
        path is { Length: <= MaxLength } && Name().IsMatch(path) && path.Split('.') is var parts && !Reserved.Contains(parts[0]) && !parts.Any(Compilers.Contains);

    /// <summary>A function that looks for the page's own when it is called: that may be defined after the widget's code.</summary>
    internal string AsFunction() => $"function(...a){{return {Path}(...a)}}";

    [GeneratedRegex(@"^[A-Za-z_$][A-Za-z0-9_$]*(\.[A-Za-z_$][A-Za-z0-9_$]*)*\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}
