namespace Delivery.Bench;

/// <summary>One sender on one account, until all its messages are sent or its time is over.</summary>
/// <param name="Sender">What sends.</param>
/// <param name="RequestsPerMinute">The account's limit.</param>
/// <param name="Messages">How many there are to send.</param>
/// <param name="Hosts">Instances of the app on the same storage; 0 for a baseline.</param>
/// <param name="Foreign">The part of the limit that another integration takes, evenly.</param>
/// <param name="Limit">When to stop looking.</param>
public sealed record Scenario(SenderKind Sender, int RequestsPerMinute, int Messages, int Hosts = 0, double Foreign = 0, TimeSpan? Limit = null)
{
    public string Name => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{Title}, {RequestsPerMinute}/min{(Foreign > 0 ? $", a foreign client takes {Foreign:P0}" : "")}");

    private string Title => Sender switch
    {
        SenderKind.Product => Hosts == 1 ? "product, one host" : $"product, {Hosts} hosts",
        SenderKind.UntilRefused => "baseline: send until 429, then wait",
        _ => "baseline: fixed delay",
    };
}
