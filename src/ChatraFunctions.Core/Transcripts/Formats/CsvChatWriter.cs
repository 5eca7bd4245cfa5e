using System.Buffers;
using System.Globalization;

namespace ChatraFunctions.Transcripts.Formats;

/// <summary>
/// One line a message (RFC 4180). Programs that open such a file take a cell that begins with <c>=</c> and the like for a formula, which
/// may run programs and send data elsewhere; such cells get an apostrophe in front, as OWASP advises ("CSV Injection").
/// </summary>
internal sealed class CsvChatWriter(IBufferWriter<byte> output) : ChatWriter(output)
{
    /// <summary>The last four are the full-width forms, which some programs read as the others.</summary>
    private static readonly SearchValues<char> Formula = SearchValues.Create("=+-@|%\t\r\n\uFF1D\uFF0B\uFF0D\uFF20");
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

        var first = text.AsSpan().TrimStart(" \u00A0\uFEFF\0");
        var guarded = first.Length > 0 && Formula.Contains(first[0]) ? "'" + text : text;
        return guarded.AsSpan().ContainsAny(ToBeQuoted) || guarded[0] is ' ' || guarded[^1] is ' '
            ? $"\"{guarded.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : guarded;
    }

    private static string? Flag(bool flag) => flag ? "true" : null;
}
