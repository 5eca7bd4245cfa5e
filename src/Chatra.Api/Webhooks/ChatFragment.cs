namespace Chatra.Api;

/// <summary>
/// Something was said that needs agents' attention, or an agent answered (<see href="https://chatra.com/help/api/#chatfragment"/>).
/// </summary>
public sealed record ChatFragment : ChatraEvent
{
    /// <inheritdoc/>
    public override string EventName => ChatraEventNames.ChatFragment;

    /// <summary>All messages since the chat's previous fragment, pushed and automatic ones too.</summary>
    public required IReadOnlyList<ChatMessage> Messages { get; init; }

    /// <summary>The agents who wrote some of them.</summary>
    public IReadOnlyList<ChatAgent>? Agents { get; init; }

    /// <summary>The visitor.</summary>
    public required ChatClient Client { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{base.ToString()} of {Client}";
}
