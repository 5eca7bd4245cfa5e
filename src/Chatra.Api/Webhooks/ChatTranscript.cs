namespace Chatra.Api;

/// <summary>
/// A chat is finished: the visitor left the site, or all agents left the chat
/// (<see href="https://chatra.com/help/api/#chattranscript"/>).
/// </summary>
public sealed record ChatTranscript : ChatraEvent
{
    /// <inheritdoc/>
    public override string EventName => ChatraEventNames.ChatTranscript;

    /// <summary>All messages.</summary>
    public required IReadOnlyList<ChatMessage> Messages { get; init; }

    /// <summary>How many of them were missed or sent while nobody was there.</summary>
    public int? OfflineMessagesCount { get; init; }

    /// <summary>The agents who took part.</summary>
    public IReadOnlyList<ChatAgent>? Agents { get; init; }

    /// <summary>The visitor.</summary>
    public required ChatClient Client { get; init; }

    /// <summary>The host on which the chat was started, such as <c>getwear.com</c>.</summary>
    public string? HostName { get; init; }

    /// <summary>The page on which the chat was started.</summary>
    public ChatPage? ChatStartedPage { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{base.ToString()} of {Client}";
}
