using System.Text;
using System.Text.Json;

namespace Chatra.Widget;

/// <summary>
/// Values as text that may stand anywhere in a page: in a script, in an attribute, in JSON. All that is not plain ASCII, and <c>&lt; &gt; &amp; ' " ` +</c>,
/// are escapes of JavaScript, so that no text ends a script or a comment, and U+2028 and U+2029 end no line.
/// </summary>
internal static class Script
{
    /// <summary>The default encoder escapes exactly that: it must not be replaced by a relaxed one.</summary>
    private static readonly JsonWriterOptions Compact = new() { Encoder = null };

    private static readonly JsonWriterOptions Readable = new() { Encoder = null, Indented = true, NewLine = "\n" };

    public static string Json(Action<Utf8JsonWriter> write, bool isReadable = false)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, isReadable ? Readable : Compact))
            write(json);

        return Encoding.ASCII.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    public static string Text(string text) => Json(json => json.WriteStringValue(text));
}
