using System.Security.Cryptography;
using System.Text;

namespace Chatra.Widget;

/// <summary>The scripts of a page, each by its text, so that the same text is rendered and hashed.</summary>
internal static class Snippet
{
    /// <summary>Set-up, integration data, the official loader, then the calls.</summary>
    public static IReadOnlyList<string> Scripts(ChatraWidget widget)
    {
        var scripts = new List<string> { SetUp(widget), Loader(widget) };
        if (widget.Calls.Count > 0)
            scripts.Add($"\n{string.Join('\n', widget.Calls.Select(call => call.ToJavaScript()))}\n");

        return scripts;
    }

    public static string Html(ChatraWidget widget, string? nonce)
    {
        if (nonce is not null && !Nonce.IsOne(nonce))
            throw Rule.Refuse("nonce", Nonce.Rules, nonce);

        var scripts = Scripts(widget).Select(script => $"<script{(nonce is null ? "" : $" nonce=\"{nonce}\"")}>{script}</script>").ToList();
        var html = new StringBuilder().Append(scripts[0]).Append('\n')
            .Append("<!-- Chatra {literal} -->\n").Append(scripts[1]).Append("\n<!-- /Chatra {/literal} -->\n");
        foreach (var calls in scripts.Skip(2))
            html.Append(calls).Append('\n');

        return html.ToString();
    }

    public static string Hash(string script) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)))}'";

    private static string SetUp(ChatraWidget widget)
    {
        var setup = $"\nwindow.ChatraSetup = {Script.Json(json => SetupWriter.WriteJavaScript(json, widget.Setup), isReadable: true)};\n";
        return widget.Integration is { } integration
            ? $"{setup}window.ChatraIntegration = {Script.Json(integration.WriteTo, isReadable: true)};\n"
            : setup;
    }

    /// <summary>Chatra's own widget code, to the letter but for the account's id and, in tests, the script's address.</summary>
    private static string Loader(ChatraWidget widget) => $$"""

            (function(d, w, c) {
                w.ChatraID = {{Script.Text(widget.Id)}};
                var s = d.createElement('script');
                w[c] = w[c] || function() {
                    (w[c].q = w[c].q || []).push(arguments);
                };
                s.async = true;
                s.src = {{Script.Text(widget.ScriptAddress.AbsoluteUri)}};
                if (d.head) d.head.appendChild(s);
            })(document, window, 'Chatra');

        """.ReplaceLineEndings("\n");
}
