namespace Chatra.Widget;

/// <summary>What the chat button looks like.</summary>
public enum ButtonStyle
{
    /// <summary><c>'tab'</c></summary>
    Tab,

    /// <summary><c>'round'</c></summary>
    Round,
}
