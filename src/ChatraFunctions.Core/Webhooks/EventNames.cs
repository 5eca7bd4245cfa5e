using Chatra.Api;

namespace ChatraFunctions.Webhooks;

/// <summary>The events of Chatra's documentation ("Webhooks"). Others are kept as they come, see <see cref="UnknownEvents"/>.</summary>
public static class EventNames
{
    public const string ChatStarted = ChatraEventNames.ChatStarted;
    public const string ChatFragment = ChatraEventNames.ChatFragment;
    public const string ChatTranscript = ChatraEventNames.ChatTranscript;

    /// <summary>Longest name taken, in UTF-16 units: it travels in the queue message and names a blob.</summary>
    public const int MaxLength = 128;

    public static bool IsKnown(string name) => name is ChatStarted or ChatFragment or ChatTranscript;
}
