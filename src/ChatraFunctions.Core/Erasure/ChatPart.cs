using System.Buffers;
using Azure.Data.Tables;
using ChatraFunctions.Transcripts;
using ChatraFunctions.Transcripts.Formats;

namespace ChatraFunctions.Erasure;

/// <summary>A chat as an item of a JSON array, written row by row.</summary>
internal sealed class ChatPart(IBufferWriter<byte> output, bool isFirst)
{
    private bool _isOpen;

    public ChatWriter Writer { get; } = ChatFormat.Json.On(output);

    public void Add(TableEntity row)
    {
        if (row.RowKey == TranscriptKeys.Chat)
        {
            if (!isFirst)
                output.Write(","u8);

            Writer.BeginChat(StoredRows.Chat(row));
            _isOpen = true;
        }
        else if (_isOpen && TranscriptKeys.IsMessage(row.RowKey))
        {
            Writer.Message(StoredRows.Message(row));
        }
        else if (_isOpen && TranscriptKeys.IsSession(row.RowKey))
        {
            Writer.Session(StoredRows.Session(row));
        }
    }

    /// <summary>False where there was no such chat.</summary>
    public bool TryEnd()
    {
        if (!_isOpen)
            return false;

        Writer.EndChat();
        Writer.Commit();
        return true;
    }
}
