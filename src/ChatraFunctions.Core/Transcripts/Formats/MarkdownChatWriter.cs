using System.Buffers;
using System.Globalization;

namespace ChatraFunctions.Transcripts.Formats;

/// <summary>A chat to be read: a heading, then each message with its text as a quotation.</summary>
internal sealed class MarkdownChatWriter(IBufferWriter<byte> output) : ChatWriter(output)
{
    private string _visitor = "";
    private bool _hasSessions;

    public override void BeginDay(DateOnly day)
    {
        base.BeginDay(day);
        Write(string.Create(CultureInfo.InvariantCulture, $"# {day:yyyy-MM-dd}\n\n"));
    }

    public override void BeginChat(StoredChat chat)
    {
        (_visitor, _hasSessions) = (Spelling.Visitor(chat), false);
        Write($"{(Day is null ? "#" : "##")} {MarkdownText.Line(_visitor)}\n\n");
        Write($"- Chat: {MarkdownText.Line(chat.ChatId)}\n");
        if (chat.HostName is { } host)
            Write($"- Site: {MarkdownText.Line(host)}\n");

        if (chat.StartedAt is { } startedAt)
            Write($"- Started: {Spelling.Instant(startedAt)}\n");

        Write("\n");
    }

    public override void Message(StoredMessage message)
    {
        var marks = string.Concat(Spelling.Marks(message).Select(mark => $" · {mark}"));
        Write($"**{MarkdownText.Line(Spelling.Sender(message, _visitor))}** · {Spelling.Instant(message.CreatedAt)}{marks}\n\n");
        foreach (var line in MarkdownText.Lines(message.Text ?? ""))
            Write($"> {line}  \n");

        if (AttachedFile.Of(message) is { } file)
            Write(file.Address is null ? $"> File: {MarkdownText.Line(file.Name ?? "without a name")}\n" : $"> File: [{MarkdownText.Line(file.Name ?? file.Address)}](<{file.Address}>)\n");

        Write("\n");
    }

    public override void Session(StoredSession session)
    {
        if (!_hasSessions)
            Write("Conversations:\n\n");

        _hasSessions = true;
        Write(string.Create(CultureInfo.InvariantCulture, $"- finished {Spelling.Instant(session.FinishedAt)}, {session.MessageCount} messages"));
        Write(session.OfflineMessagesCount is > 0 and var missed ? string.Create(CultureInfo.InvariantCulture, $", {missed} missed\n") : "\n");
    }

    public override void EndChat() => Write("\n");
}
