namespace ChatraFunctions.Outbox;

/// <summary>A message for the outbox.</summary>
/// <param name="Key">The same key is the same message: the first one counts.</param>
/// <param name="ClientId">The customer's chat; null when the customer is not bound to one, and then the message is skipped.</param>
/// <param name="Text">What the customer reads.</param>
/// <param name="AgentId">Speak as this agent.</param>
/// <param name="GroupId">Speak as a random agent of this group.</param>
/// <param name="SkipReason">Why it is skipped, where it is not that the customer is not bound.</param>
public sealed record NewMessage(
    string Key, string? ClientId, string Text, string? AgentId = null, string? GroupId = null, string? SkipReason = null)
{
    /// <inheritdoc cref="Delivery.CustomerId"/>
    public string? CustomerId { get; init; }

    /// <inheritdoc cref="Delivery.Content"/>
    public string? Content { get; init; }

    /// <inheritdoc cref="Delivery.IsOutdated"/>
    public bool IsOutdated { get; init; }

    public DeliveryKind Kind { get; init; }

    /// <summary>Speak as the agent of this address; Chatra makes one where it has none.</summary>
    public string? AgentEmail { get; init; }

    /// <summary>That agent's name.</summary>
    public string? AgentName { get; init; }

    /// <summary>A mark that comes back in webhooks.</summary>
    public string? ReceivedFrom { get; init; }

    /// <summary>Names the message only: the rest is personal and must not reach a log.</summary>
    public override string ToString() => $"{nameof(NewMessage)} {Key}";
}
