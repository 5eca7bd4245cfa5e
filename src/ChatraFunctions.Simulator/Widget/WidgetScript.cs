using System.Text.Json;
using ChatraFunctions.Simulator.Browsers;

namespace ChatraFunctions.Simulator.Widget;

/// <summary><c>chatra.js</c>: the files beside this one as the one classic script that a page loads, in a scope of its own.</summary>
internal static class WidgetScript
{
    /// <summary>Each uses what the ones before it have.</summary>
    private static readonly string[] Parts =
    [
        "rules.js", "texts.js", "elements.js", "openers.js", "link.js", "messages.js", "view.js", "analytics.js", "conversation.js", "widget.js", "start.js",
    ];

    private static readonly Lazy<string> Joined = new(Join);

    public static string Text => Joined.Value;

    private static string Join()
    {
        var style = JsonSerializer.Serialize(Resource.Text("widget/widget.css"));
        var parts = Parts.Select(part => $"// {part}\n{Resource.Text($"widget/{part}")}");
        return $"(() => {{\n'use strict';\nconst widgetCss = {style};\n\n{string.Join('\n', parts)}}})();\n";
    }
}
