using System.Security.Cryptography;
using System.Text;

namespace ChatraFunctions.OperatorConsole;

/// <summary>
/// The console: one page that holds no data. Its style and its scripts, files beside <c>page.html</c>, are put into it, so that it is
/// one answer and its policy can name them by their hashes: nothing else runs on it, whatever may ever get into the page.
/// </summary>
public static class ConsolePage
{
    private const string Folder = "ChatraFunctions.OperatorConsole.Page.";

    /// <summary>One module, in this order: what a script uses when it starts is before it.</summary>
    private static readonly string[] Scripts =
        ["dom.js", "api.js", "list.js", "dialogs.js", "overview.js", "deliveries.js", "poison.js", "conversations.js", "start.js"];

    private static readonly string Style = Read("page.css");

    private static readonly string Script = string.Concat(Scripts.Select(name => Read($"Scripts/{name}")));

    public static string Html { get; } = Read("page.html")
        .Replace("/*style*/", Style, StringComparison.Ordinal)
        .Replace("/*script*/", Script, StringComparison.Ordinal);

    /// <summary>
    /// What a browser may do with it: run these, ask this app, and nothing else. No text can become markup or script in it (Trusted
    /// Types); <c>img-src</c> is for the empty icon, without which browsers ask for one.
    /// </summary>
    public static string Policy { get; } =
        $"default-src 'none'; script-src {HashOf(Script)}; style-src {HashOf(Style)}; img-src data:; connect-src 'self'; base-uri 'none'; "
        + "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    /// <summary>Beside the content type. A new version of the app must not meet an old page.</summary>
    public static IReadOnlyList<(string Name, string Value)> Headers { get; } =
    [
        ("Content-Security-Policy", Policy),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Cache-Control", "no-store"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    ];

    private static string HashOf(string text) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";

    /// <summary>With the line ends that a browser takes the hash of, on whatever system the app was built.</summary>
    private static string Read(string name)
    {
        using var stream = typeof(ConsolePage).Assembly.GetManifestResourceStream(Folder + name)
            ?? throw new InvalidOperationException($"{name} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
