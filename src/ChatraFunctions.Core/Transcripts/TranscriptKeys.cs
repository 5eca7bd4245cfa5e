using System.Globalization;
using ChatraFunctions.Storage;

namespace ChatraFunctions.Transcripts;

/// <summary>Keys of the table <c>Transcripts</c>: one partition a chat; <c>chat</c>, <c>m-…</c> and <c>s-…</c> rows in it.</summary>
internal static class TranscriptKeys
{
    public const string Chat = "chat";

    /// <summary>Ends a range that takes in a row and its parts, whose keys go on with an exclamation mark.</summary>
    public const string End = "~";

    public static string Message(long createdAt, string messageId) => MessagesFrom(createdAt) + TableKey.Escape(messageId);

    public static string Session(long finishedAt, string eventId) =>
        string.Create(CultureInfo.InvariantCulture, $"s-{finishedAt:D15}-{eventId}");

    /// <summary>
    /// The rows of one chat that an event may touch, its parts of long rows included: one query, however long the chat is.
    /// </summary>
    public static string Filter(EventRows rows)
    {
        var ranges = new List<string> { Range(Chat, Chat + End) };
        if (rows.MessageSpan is var (first, last))
            ranges.Add(Range(MessagesFrom(first), MessagesFrom(last + 1)));

        if (rows.SessionKey is { } session)
            ranges.Add(Range(session, session + End));

        return $"{Partition(rows.Chat.ChatId)} and ({string.Join(" or ", ranges)})";
    }

    public static bool IsMessage(string rowKey) => rowKey.StartsWith("m-", StringComparison.Ordinal);

    public static bool IsSession(string rowKey) => rowKey.StartsWith("s-", StringComparison.Ordinal);

    public static string Partition(string chatId) => $"PartitionKey eq '{Quote(TableKey.Escape(chatId))}'";

    /// <summary>A range of one chat's rows.</summary>
    public static string Between(string chatId, string first, string after) =>
        $"{Partition(chatId)} and RowKey ge '{Quote(first)}' and RowKey lt '{Quote(after)}'";

    /// <summary>One chat's messages and sessions from a millisecond on.</summary>
    public static string Later(string chatId, long from) =>
        $"{Partition(chatId)} and ({Range(MessagesFrom(from), "m-" + End)} or {Range(SessionsFrom(from), "s-" + End)})";

    /// <summary>What messages of this millisecond and later ones have keys from.</summary>
    public static string MessagesFrom(long createdAt) => string.Create(CultureInfo.InvariantCulture, $"m-{createdAt:D15}-");

    /// <summary>The same of sessions, by their ends.</summary>
    public static string SessionsFrom(long finishedAt) => string.Create(CultureInfo.InvariantCulture, $"s-{finishedAt:D15}-");

    /// <summary>The milliseconds since 1970 in the key of a message or a session.</summary>
    public static long InstantOf(string rowKey) => long.Parse(rowKey.AsSpan(2, 15), NumberStyles.None, CultureInfo.InvariantCulture);

    private static string Range(string from, string to) => $"(RowKey ge '{from}' and RowKey lt '{to}')";

    private static string Quote(string text) => text.Replace("'", "''", StringComparison.Ordinal);
}
