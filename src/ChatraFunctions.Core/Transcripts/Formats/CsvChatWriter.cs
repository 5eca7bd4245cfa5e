using System.Buffers;
using System.Globalization;
using System.Text;

namespace ChatraFunctions.Transcripts.Formats;

/// <summary>
/// One line a message (RFC 4180). Programs that open such a file take a cell that begins with <c>=</c> and the like for a formula, which
/// may run programs and send data elsewhere; such cells get an apostrophe in front, as OWASP advises ("CSV Injection"). Where a semicolon
/// separates cells, as in half of Europe, such a program also begins a cell in the middle of ours; so what follows one gets it too, and
/// what begins a line. Line ends themselves stay as they are, but for one that begins a cell.
/// </summary>
internal sealed class CsvChatWriter(IBufferWriter<byte> output) : ChatWriter(output)
{
    /// <summary>The last four are the full-width forms, which some programs read as the others.</summary>
    private static readonly SearchValues<char> Formula = SearchValues.Create("=+-@|%\uFF1D\uFF0B\uFF0D\uFF20");
    private static readonly SearchValues<char> Separators = SearchValues.Create(";\t\r\n");
    private static readonly SearchValues<char> ToBeQuoted = SearchValues.Create("\",;\t\r\n");

    private StoredChat? _chat;

    /// <summary>The day is that of the export, and empty for a chat by itself.</summary>
    public override void Begin() => Write("chatId,messageId,createdAt,type,agentId,agentName,text,fileUrl,isTrigger,isPushed,isMissed,isMissedByClient,day\r\n");

    public override void BeginChat(StoredChat chat) => _chat = chat;

    public override void Message(StoredMessage message)
    {
        string?[] cells =
        [
            _chat!.ChatId, message.Id, Spelling.Exact(message.CreatedAt), message.Type, message.AgentId, message.AgentName,
            message.Text, AttachedFile.Of(message)?.Address,
            Flag(message.IsTrigger), Flag(message.IsPushed), Flag(message.IsMissed), Flag(message.IsMissedByClient),
        ];
        Write(string.Join(',', cells.Select(Cell)));
        Write(string.Create(CultureInfo.InvariantCulture, $",{Day:yyyy-MM-dd}\r\n"));
    }

    public override void Session(StoredSession session)
    {
    }

    public override void EndChat()
    {
    }

    internal static string Cell(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";

        var guarded = Guard(text);
        return guarded.AsSpan().ContainsAny(ToBeQuoted) || guarded[0] is ' ' || guarded[^1] is ' '
            ? $"\"{guarded.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : guarded;
    }

    private static string Guard(string text)
    {
        var guarded = new StringBuilder(text.Length + 1);
        for (var start = 0; start < text.Length;)
        {
            var rest = text.AsSpan(start);
            var first = rest.TrimStart(" \u00A0\uFEFF\0\"");
            if (first.Length > 0 && (Formula.Contains(first[0]) || (start == 0 && first[0] is '\t' or '\r' or '\n')))
                guarded.Append('\'');

            var end = rest.IndexOfAny(Separators);
            var length = end < 0 ? rest.Length : end + 1;
            guarded.Append(rest[..length]);
            start += length;
        }

        return guarded.ToString();
    }

    private static string? Flag(bool flag) => flag ? "true" : null;
}
