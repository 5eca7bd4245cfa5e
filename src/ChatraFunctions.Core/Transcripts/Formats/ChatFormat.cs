using System.Buffers;

namespace ChatraFunctions.Transcripts.Formats;

/// <summary>A form in which chats are read.</summary>
/// <param name="Name">Its name in <c>?format=</c>.</param>
/// <param name="MediaType">Its name in <c>Accept</c> and <c>Content-Type</c>.</param>
/// <param name="Extension">Of a file of it.</param>
/// <param name="On">What writes it.</param>
public sealed record ChatFormat(string Name, string MediaType, string Extension, Func<IBufferWriter<byte>, ChatWriter> On)
{
    public static ChatFormat Json { get; } = new("json", "application/json", "json", output => new JsonChatWriter(output));

    public static ChatFormat Markdown { get; } = new("markdown", "text/markdown", "md", output => new MarkdownChatWriter(output));

    public static ChatFormat Html { get; } = new("html", "text/html", "html", output => new HtmlChatWriter(output));

    public static ChatFormat Csv { get; } = new("csv", "text/csv", "csv", output => new CsvChatWriter(output));

    /// <summary>A line of JSON a chat.</summary>
    public static ChatFormat NdJson { get; } = new("ndjson", "application/x-ndjson", "ndjson", output => new JsonChatWriter(output, isLine: true));

    /// <summary>The forms of one chat; the first one is what a caller gets who takes any.</summary>
    public static IReadOnlyList<ChatFormat> OfOneChat { get; } = [Json, Markdown, Html, Csv];

    /// <summary>The forms of many.</summary>
    public static IReadOnlyList<ChatFormat> OfExports { get; } = [NdJson, Csv, Markdown];

    public string ContentType => MediaType + "; charset=utf-8";
}
