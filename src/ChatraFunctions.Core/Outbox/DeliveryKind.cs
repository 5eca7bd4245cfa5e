namespace ChatraFunctions.Outbox;

/// <summary>What a delivery brings to Chatra, and so through which of its resources.</summary>
public enum DeliveryKind
{
    /// <summary>An automated message (<c>pushedMessages</c>).</summary>
    PushedMessage,

    /// <summary>A message as a person wrote it (<c>messages</c>).</summary>
    AgentMessage,

    /// <summary>What the shop knows of a visitor (<c>clients</c>).</summary>
    VisitorUpdate,
}
