using System.IO.Pipelines;

namespace ChatraFunctions.Transcripts.Formats;

/// <summary>Writes one chat as UTF-8, as it goes: a chat of any length takes no second copy in memory.</summary>
public static class ChatDocument
{
    public static async Task WriteAsync(StoredChat chat, ChatFormat format, PipeWriter output, CancellationToken cancellationToken)
    {
        var writer = format.On(output);
        writer.Begin();
        writer.BeginChat(chat);
        foreach (var message in chat.Messages)
        {
            writer.Message(message);
            await output.FlushSomeAsync(writer, cancellationToken);
        }

        foreach (var session in chat.Sessions)
        {
            writer.Session(session);
            await output.FlushSomeAsync(writer, cancellationToken);
        }

        writer.EndChat();
        writer.Complete();
        writer.Commit();
        await output.FlushAsync(cancellationToken);
    }
}
