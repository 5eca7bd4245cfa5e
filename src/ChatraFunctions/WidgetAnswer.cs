using System.Text;
using Chatra.Widget;
using ChatraFunctions.Widgets;

namespace ChatraFunctions;

/// <summary>A customer's widget in the form that was asked for.</summary>
internal static class WidgetAnswer
{
    private const string Json = "application/json; charset=utf-8";
    private const string Html = "text/html; charset=utf-8";

    /// <summary>Opened by itself, the snippet runs nothing: it is a part of somebody else's page.</summary>
    private const string NothingRuns = "default-src 'none'; frame-ancestors 'none'";

    public static StreamAnswer Of(ChatraWidget widget, WidgetRequest request) => request.Format switch
    {
        WidgetFormat.Html => Answer(
            Html, widget.ToHtml(request.Nonce), ("Content-Security-Policy", NothingRuns), ("Widget-Script-Hashes", string.Join(' ', widget.ScriptHashes()))),
        WidgetFormat.Npm => Answer(Json, widget.ToNpmJson()),
        _ => Answer(Json, widget.ToJson()),
    };

    private static StreamAnswer Answer(string contentType, string text, params (string Name, string Value)[] headers) => new(
        contentType,
        async (output, stopping) => await output.WriteAsync(Encoding.UTF8.GetBytes(text), stopping),
        [("Referrer-Policy", "no-referrer"), .. headers]);
}
