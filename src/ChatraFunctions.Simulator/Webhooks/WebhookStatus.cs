namespace ChatraFunctions.Simulator.Webhooks;

/// <summary>Where an event stands on its way.</summary>
internal enum WebhookStatus
{
    /// <summary>Not all of its copies are through.</summary>
    Pending,

    Delivered,

    /// <summary>Refused, or given up after the last retry.</summary>
    Failed,
}
