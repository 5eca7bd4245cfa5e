namespace ChatraFunctions.Simulator.Webhooks;

/// <summary>What the webhooks page of the account's settings would say, and how badly the network behaves.</summary>
/// <param name="Address">Where events go; <c>null</c> for nowhere.</param>
/// <param name="FragmentDelay">How long a message waits for others of its <c>chatFragment</c>.</param>
/// <param name="Disorder">A seed: events overtake each other and come up to three times. <c>null</c>: once, in order.</param>
internal sealed record WebhookSettings(Uri? Address = null, TimeSpan FragmentDelay = default, int? Disorder = null)
{
    /// <summary><c>null</c> unless it is an absolute HTTP address.</summary>
    public static Uri? Read(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : null;
}
