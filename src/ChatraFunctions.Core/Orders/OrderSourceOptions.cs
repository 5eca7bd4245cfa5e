namespace ChatraFunctions.Orders;

/// <summary>What one source signs its events with.</summary>
public sealed class OrderSourceOptions
{
    /// <summary>
    /// Each is valid by itself, so that one can be rotated: the new one is added before the sender uses it, and the old one is
    /// taken away after.
    /// </summary>
    public IList<string> WebhookSecrets { get; } = [];
}
