namespace Chatra.Api;

/// <summary>An event whose name the documentation does not have. All its other properties are in <see cref="ChatraEvent.Unknown"/>.</summary>
public sealed record UnknownChatraEvent : ChatraEvent
{
    internal UnknownChatraEvent(string eventName) => EventName = eventName;

    /// <inheritdoc/>
    public override string EventName { get; }

    /// <inheritdoc/>
    public override string ToString() => base.ToString();
}
