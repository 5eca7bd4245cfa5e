namespace Chatra.Api;

/// <summary>
/// A visitor or an agent started a chat (<see href="https://chatra.com/help/api/#chatstarted"/>). Automatic targeted messages and
/// pushed messages do not start one.
/// </summary>
public sealed record ChatStarted : ChatraEvent
{
    /// <inheritdoc/>
    public override string EventName => ChatraEventNames.ChatStarted;

    /// <summary>The first message.</summary>
    public required ChatMessage Message { get; init; }

    /// <summary>The agent who started the chat; <c>null</c> when a visitor did.</summary>
    public ChatAgent? Agent { get; init; }

    /// <summary>The visitor.</summary>
    public required ChatClient Client { get; init; }

    /// <summary>The host on which the chat was started, such as <c>getwear.com</c>.</summary>
    public string? HostName { get; init; }

    /// <summary>The page on which the chat was started.</summary>
    public ChatPage? ChatStartedPage { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{base.ToString()} of {Client}";
}
