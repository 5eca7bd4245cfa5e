using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using AngleSharp.Html.Parser;
using ChatraFunctions.Transcripts;
using ChatraFunctions.Transcripts.Formats;
using TestKit;

namespace ChatraFunctions.Core.Tests.Transcripts.Formats;

/// <summary>A chat as page, as Markdown and as a table: complete, and unable to run anything.</summary>
public sealed class FormatsTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> Hostile => [.. HostileText.All];

    public static TheoryData<string> Formulas => [.. HostileText.Formulas];

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task Page_shows_hostile_text_and_names_as_text(string text)
    {
        var html = await WriteAsync(Chat(text, Message(text) with { AgentName = text, Type = "agent", FileJson = File(text, text) }), ChatFormat.Html);

        var page = new HtmlParser().ParseDocument(html);
        page.QuerySelectorAll("*").Select(element => element.LocalName).Distinct().ShouldBe(
            ["html", "head", "meta", "title", "style", "body", "main", "h1", "dl", "dt", "dd", "time", "ol", "li", "p", "b", "h2", "ul"], ignoreOrder: true);
        page.QuerySelectorAll("*").SelectMany(element => element.Attributes).Select(attribute => attribute.Name).Distinct()
            .ShouldBeSubsetOf(["lang", "charset", "name", "content", "dir", "class", "datetime"]);
        page.QuerySelector(".text")!.TextContent.ShouldBe(Seen(text));
        page.QuerySelector("h1")!.TextContent.ShouldBe(Seen(text));
        page.QuerySelector("style")!.TextContent.ShouldBe(ChatPageStyle.Text);
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task Markdown_makes_no_HTML_and_no_link_of_hostile_text(string text)
    {
        var markdown = await WriteAsync(Chat(text, Message(text) with { AgentName = text, FileJson = File(text, text) }), ChatFormat.Markdown);

        markdown.ShouldNotContain("<");
        markdown.Replace("\\[", "", StringComparison.Ordinal).ShouldNotContain("[");
        markdown.Replace("\\`", "", StringComparison.Ordinal).ShouldNotContain("`");
        foreach (var line in markdown.Split('\n').Where(line => line.Contains("alert(1)", StringComparison.Ordinal)))
            line.ShouldMatch("^(> |# |\\*\\*|- )");
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("JaVaScRiPt:alert(1)")]
    [InlineData("data:text/html,<script>alert(1)</script>")]
    [InlineData("vbscript:x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("//evil.example/x")]
    [InlineData("/relative")]
    public async Task File_at_no_web_address_is_no_link(string address)
    {
        var chat = Chat("Jane", Message("x") with { FileJson = File("photo.png", address) });

        (await WriteAsync(chat, ChatFormat.Html)).ShouldNotContain("<a ");
        (await WriteAsync(chat, ChatFormat.Markdown)).ShouldNotContain("](");
        (await WriteAsync(chat, ChatFormat.Csv)).ShouldNotContain(address);
    }

    [Fact]
    public async Task File_at_a_web_address_is_a_link_and_no_image()
    {
        var html = await WriteAsync(Chat("Jane", Message("photo.png") with { FileJson = File("photo.png", "https://files.example/a b\"><script>x</script>") }), ChatFormat.Html);

        var page = new HtmlParser().ParseDocument(html);
        var link = page.QuerySelectorAll("a").ShouldHaveSingleItem();
        link.GetAttribute("href").ShouldBe("https://files.example/a%20b%22%3E%3Cscript%3Ex%3C/script%3E");
        link.TextContent.ShouldBe("photo.png");
        page.QuerySelectorAll("img, script").ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Formulas))]
    public async Task No_cell_is_a_formula(string text)
    {
        var csv = await WriteAsync(Chat(text, Message(text) with { Id = text, Type = text, AgentId = text, AgentName = text }), ChatFormat.Csv);

        CsvChatWriter.Cell(text).TrimStart('"').ShouldStartWith("'");
        csv.Split('\n', 2)[1].Split(CsvChatWriter.Cell(text)).Length.ShouldBeGreaterThan(5);
    }

    /// <summary>Where semicolons separate cells, quotes in the middle of one are text.</summary>
    [Theory]
    [InlineData("hi;=cmd|' /C calc'!A0;x", "\"hi;'=cmd|' /C calc'!A0;x\"")]
    [InlineData("hi; \"=1+1\"", "\"hi;' \"\"=1+1\"\"\"")]
    [InlineData("hi\n=1+1", "\"hi\n'=1+1\"")]
    [InlineData("hi\r\n+1", "\"hi\r\n'+1\"")]
    [InlineData("Hi\n\nBye", "\"Hi\n\nBye\"")]
    [InlineData("a\n\t=1", "\"a\n\t'=1\"")]
    [InlineData("hi\t@x", "\"hi\t'@x\"")]
    [InlineData("a; b; c", "\"a; b; c\"")]
    public void No_cell_becomes_a_formula_in_its_middle(string text, string cell) => CsvChatWriter.Cell(text).ShouldBe(cell);

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("one, two", "\"one, two\"")]
    [InlineData("a \"quoted\" word", "\"a \"\"quoted\"\" word\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData(null, "")]
    [InlineData("a=b", "a=b")]
    [InlineData(" x", "\" x\"")]
    public void Cell_is_quoted_where_it_has_to_be(string? text, string cell) => CsvChatWriter.Cell(text).ShouldBe(cell);

    [Fact]
    public async Task Table_has_a_line_for_each_message()
    {
        var csv = await WriteAsync(Chat("Jane", Message("Hello, you"), Message("Bye") with { IsMissed = true }), ChatFormat.Csv);

        csv.ShouldBe(
            "chatId,messageId,createdAt,type,agentId,agentName,text,fileUrl,isTrigger,isPushed,isMissed,isMissedByClient,day\r\n"
            + "chat-1,m,2026-01-01T12:00:00.000Z,client,,,\"Hello, you\",,,,,,\r\n"
            + "chat-1,m,2026-01-01T12:00:00.000Z,client,,,Bye,,,,true,,\r\n");
    }

    [Theory]
    [InlineData("- item", "\\- item")]
    [InlineData("1. item", "1\\. item")]
    [InlineData("see v1.2", "see v1.2")]
    [InlineData("  x", "&nbsp;&nbsp;x")]
    [InlineData("# x", "\\# x")]
    [InlineData("a * b_c", "a \\* b\\_c")]
    [InlineData("a & b < c", "a &amp; b &lt; c")]
    public void Markdown_shows_a_line_as_it_is(string line, string escaped) => MarkdownText.Line(line).ShouldBe(escaped);

    [Fact]
    public async Task Markdown_reads_well()
    {
        var chat = Chat("Jane", Message("Hello\nyou"), Message("Hi!") with { Type = "agent", AgentName = "Liz", FileJson = File("receipt.png", "https://files.example/1") });

        (await WriteAsync(chat, ChatFormat.Markdown)).ShouldBe(
            """
            # Jane

            - Chat: chat-1
            - Started: 2026-01-01 12:00:00 UTC

            **Jane** · 2026-01-01 12:00:00 UTC

            > Hello  
            > you  

            **Liz** · 2026-01-01 12:00:00 UTC

            > Hi\!  
            > File: [receipt.png](<https://files.example/1>)

            Conversations:

            - finished 2026-01-01 12:00:00 UTC, 2 messages, 1 missed


            """.ReplaceLineEndings("\n"));
    }

    private static string Seen(string text) => text.Replace('\0', '\uFFFD').Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    private static StoredMessage Message(string text) => new("m", "client", At, text);

    private static string File(string name, string address) => JsonSerializer.Serialize(new { fileName = name, url = address });

    private static StoredChat Chat(string visitor, params StoredMessage[] messages) => new(
        "chat-1", At, null, JsonSerializer.Serialize(new { id = "client", displayedName = visitor }), messages, [new StoredSession(At, messages.Length) { OfflineMessagesCount = 1 }], null);

    private static async Task<string> WriteAsync(StoredChat chat, ChatFormat format)
    {
        var stream = new MemoryStream();
        var output = PipeWriter.Create(stream);
        await ChatDocument.WriteAsync(chat, format, output, TestContext.Current.CancellationToken);
        await output.CompleteAsync();
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
