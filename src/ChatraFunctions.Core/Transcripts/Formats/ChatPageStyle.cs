using System.Security.Cryptography;
using System.Text;

namespace ChatraFunctions.Transcripts.Formats;

/// <summary>How the page of a chat looks, and all that a browser may do with it.</summary>
public static class ChatPageStyle
{
    internal const string Text =
        ":root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;margin:0}main{max-width:46rem;margin:0 auto;padding:1rem}"
        + "h1{font-size:1.4rem}h2{font-size:1.1rem}dl{display:grid;grid-template-columns:max-content 1fr;gap:0 1rem}dd{margin:0;overflow-wrap:anywhere}"
        + "ol{list-style:none;padding:0}ol>li{border:1px solid #8886;border-radius:.5rem;margin:.5rem 0;padding:.25rem .75rem;break-inside:avoid}"
        + "li.agent{margin-left:2rem}li.visitor{margin-right:2rem}p{margin:.25rem 0}.by{font-size:.85rem}.text{white-space:pre-wrap;overflow-wrap:anywhere}"
        + "@media print{body{font-size:11pt}ol>li{border-color:#000}}";

    /// <summary>The value of <c>Content-Security-Policy</c>: this style, and nothing else.</summary>
    public static string Policy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Text)))}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
}
