namespace ChatraFunctions.Simulator.Webhooks;

/// <summary>One request.</summary>
/// <param name="At">When it was sent.</param>
/// <param name="Status">What was answered; <c>null</c> when nothing was.</param>
/// <param name="Error">Why nothing was.</param>
internal sealed record WebhookAttempt(DateTimeOffset At, int? Status, string? Error = null)
{
    public bool IsDone => Status is >= 200 and < 300;

    /// <summary>The address is there and may take it later; any other refusal would be repeated.</summary>
    public bool MayPass => Status is null or 408 or 429 or >= 500;
}
