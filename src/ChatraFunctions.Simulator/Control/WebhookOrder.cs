using ChatraFunctions.Simulator.Webhooks;

namespace ChatraFunctions.Simulator.Control;

/// <summary>An order to send webhooks from now on; what it does not name is as if it never had been set.</summary>
/// <param name="Address">Where to; absent or null for nowhere.</param>
/// <param name="FragmentDelay">In seconds, up to a minute.</param>
/// <param name="Disorder">A seed; see <see cref="WebhookSettings"/>.</param>
internal sealed record WebhookOrder(string? Address = null, double FragmentDelay = 0, int? Disorder = null)
{
    public const double LongestDelay = 60;

    /// <summary>What is wrong with the order; <c>null</c> when nothing is.</summary>
    public string? Refusal() => this switch
    {
        { Address: { } address } when WebhookSettings.Read(address) is null => "address must be an absolute HTTP address",
        { FragmentDelay: not (>= 0 and <= LongestDelay) } => $"fragmentDelay must be 0 to {LongestDelay} seconds",
        _ => null,
    };

    public WebhookSettings AsSettings() =>
        new(Address is null ? null : WebhookSettings.Read(Address), TimeSpan.FromSeconds(FragmentDelay), Disorder);
}
