using System.Buffers;
using System.Globalization;
using System.Net;

namespace ChatraFunctions.Transcripts.Formats;

/// <summary>
/// A chat as a page to read or print. It is whole in itself: no script, nothing from elsewhere, files as links. All that was stored is
/// escaped, and <see cref="ChatPageStyle.Policy"/> forbids the browser to run or load anything should that ever fail.
/// </summary>
internal sealed class HtmlChatWriter(IBufferWriter<byte> output) : ChatWriter(output)
{
    private string _visitor = "";
    private bool _hasSessions;

    public override void BeginChat(StoredChat chat)
    {
        (_visitor, _hasSessions) = (Spelling.Visitor(chat), false);
        var name = Escape(_visitor);
        Write($"<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        Write($"<meta name=\"robots\" content=\"noindex\">\n<title>Chat with {name}</title>\n<style>{ChatPageStyle.Text}</style>\n</head>\n<body>\n<main>\n<h1 dir=\"auto\">{name}</h1>\n");
        Write($"<dl>\n<dt>Chat</dt><dd>{Escape(chat.ChatId)}</dd>\n");
        if (chat.HostName is { } host)
            Write($"<dt>Site</dt><dd>{Escape(host)}</dd>\n");

        if (chat.StartedAt is { } startedAt)
            Write($"<dt>Started</dt><dd>{Time(startedAt)}</dd>\n");

        Write("</dl>\n<ol>\n");
    }

    public override void Message(StoredMessage message)
    {
        var marks = string.Concat(Spelling.Marks(message).Select(mark => $" <small>{mark}</small>"));
        Write($"<li class=\"{(message.Type == "client" ? "visitor" : "agent")}\">\n<p class=\"by\"><b dir=\"auto\">{Escape(Spelling.Sender(message, _visitor))}</b> {Time(message.CreatedAt)}{marks}</p>\n");
        if (message.Text is { Length: > 0 } text)
            Write($"<p class=\"text\" dir=\"auto\">{Escape(text)}</p>\n");

        if (AttachedFile.Of(message) is { } file)
            Write($"<p>File: {Link(file)}</p>\n");

        Write("</li>\n");
    }

    public override void Session(StoredSession session)
    {
        BeginSessions();
        Write(string.Create(CultureInfo.InvariantCulture, $"<li>finished {Time(session.FinishedAt)}, {session.MessageCount} messages"));
        Write(session.OfflineMessagesCount is > 0 and var missed ? string.Create(CultureInfo.InvariantCulture, $", {missed} missed</li>\n") : "</li>\n");
    }

    public override void EndChat() => Write(_hasSessions ? "</ul>\n" : "</ol>\n");

    public override void Complete() => Write("</main>\n</body>\n</html>\n");

    private void BeginSessions()
    {
        if (!_hasSessions)
            Write("</ol>\n<h2>Conversations</h2>\n<ul>\n");

        _hasSessions = true;
    }

    private static string Link(AttachedFile file) => file.Address is null
        ? Escape(file.Name ?? "without a name")
        : $"<a href=\"{Escape(file.Address)}\" rel=\"noopener noreferrer nofollow\">{Escape(file.Name ?? file.Address)}</a>";

    private static string Time(DateTimeOffset at) => $"<time datetime=\"{Spelling.Exact(at)}\">{Spelling.Instant(at)}</time>";

    private static string Escape(string text) => WebUtility.HtmlEncode(text.Replace('\0', '\uFFFD'));
}
