using System.Collections.Concurrent;

namespace ChatraFunctions.Transcripts;

/// <summary>
/// Chats that this instance has stored lately, so that a long event of one need not be tried as its first one. A hint only: what it says may be
/// out of date, and costs a call then.
/// </summary>
internal sealed class SeenChats
{
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<string, bool> _chats = new(StringComparer.Ordinal);

    public bool Have(string chatId) => _chats.ContainsKey(chatId);

    public void Add(string chatId)
    {
        if (_chats.Count >= Most)
            _chats.Clear();

        _chats[chatId] = true;
    }
}
