using System.Buffers;
using System.Text;

namespace ChatraFunctions.Transcripts.Formats;

/// <summary>
/// Writes chats in one form, told of their parts in the order in which they are stored: the chat, its messages, its sessions. It keeps
/// nothing of them, so that neither a long chat nor many of them take memory.
/// </summary>
public abstract class ChatWriter(IBufferWriter<byte> output)
{
    /// <summary>Where the following chats are found in an export; null for a chat by itself.</summary>
    public DateOnly? Day { get; private set; }

    protected IBufferWriter<byte> Output => output;

    /// <summary>Before everything else.</summary>
    public virtual void Begin()
    {
    }

    public virtual void BeginDay(DateOnly day) => Day = day;

    /// <param name="chat">Without its messages and sessions.</param>
    public abstract void BeginChat(StoredChat chat);

    public abstract void Message(StoredMessage message);

    public abstract void Session(StoredSession session);

    public abstract void EndChat();

    /// <summary>After everything else.</summary>
    public virtual void Complete()
    {
    }

    /// <summary>All that was written so far is in the output.</summary>
    public virtual void Commit()
    {
    }

    protected void Write(string text) => Encoding.UTF8.GetBytes(text, output);
}
